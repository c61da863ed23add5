package io.github.tempera.service.telegram;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of a request as Telegram takes it: a form, with files or without. */
record FormBody(Map<String, String> fields, Map<String, Upload> files) {
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");

  record Upload(String name, byte[] bytes) {}

  static FormBody parse(String contentType, byte[] body) {
    FormBody form = new FormBody(new HashMap<>(), new HashMap<>());
    if (contentType.startsWith("multipart/form-data")) {
      String boundary = contentType.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
      form.readParts(new String(body, StandardCharsets.ISO_8859_1), "--" + boundary);
    } else {
      form.readPairs(new String(body, StandardCharsets.UTF_8));
    }
    return form;
  }

  private void readPairs(String text) {
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
  }

  private static String decode(String word) {
    return URLDecoder.decode(word, StandardCharsets.UTF_8);
  }

  /** One character of the text is one byte of the body. */
  private void readParts(String text, String delimiter) {
    int start = text.indexOf(delimiter);
    while (start >= 0) {
      int head = start + delimiter.length() + 2;
      int end = text.indexOf("\r\n" + delimiter, head - 2);
      int body = text.indexOf("\r\n\r\n", head);
      if (end < 0 || body < 0 || body > end) {
        return;
      }
      String headers = text.substring(head, body);
      byte[] bytes = text.substring(body + 4, end).getBytes(StandardCharsets.ISO_8859_1);
      String name = first(NAME, headers).orElseThrow();
      Optional<String> fileName = first(FILE_NAME, headers);
      if (fileName.isPresent()) {
        files.put(name, new Upload(fileName.get(), bytes));
      } else {
        fields.put(name, new String(bytes, StandardCharsets.UTF_8));
      }
      start = end + 2;
    }
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  long number(String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }

  /** The file of that field, sent in it or attached under another name. */
  Optional<Upload> file(String name) {
    String value = text(name);
    return Optional.ofNullable(
        files.get(value.startsWith("attach://") ? value.substring("attach://".length()) : name));
  }
}
