package io.github.tempera.service.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;

/** The fields of a form, each name's in the order they came in. */
final class Form {
  static final String MEDIA_TYPE = "multipart/form-data";

  private static final int MOST_PARTS = 100;
  private static final int LONGEST_HEADERS = 4096;
  private static final int LONGEST_TEXT = 1000;

  private final Map<String, List<Field>> fields;

  private Form(Map<String, List<Field>> fields) {
    this.fields = fields;
  }

  /**
   * One value. The name of a file is not kept: nothing depends on it, so it can do no harm.
   *
   * @param file whether it came as a file
   */
  record Field(boolean file, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8).strip();
    }
  }

  static Form parse(byte[] body, String contentType, long mostBytes) {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null || boundary.isEmpty()) {
      throw unreadable("its Content-Type names no boundary");
    }
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.setMaxParts(MOST_PARTS);
    parser.setPartHeadersMaxLength(LONGEST_HEADERS);
    parser.setMaxLength(mostBytes);
    parser.setMaxFileSize(mostBytes);
    // Never a file on the disk: the body is in memory already.
    parser.setMaxMemoryFileSize(-1);
    CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
    parser.parse(Content.Source.from(ByteBuffer.wrap(body)), Promise.Invocable.toPromise(parsed));
    try (MultiPartFormData.Parts parts = parsed.join()) {
      Map<String, List<Field>> fields = new HashMap<>();
      for (MultiPart.Part part : parts) {
        String name = Optional.ofNullable(part.getName()).orElse("");
        ByteBuffer content = Content.Source.asByteBuffer(part.createContentSource());
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        fields
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add(new Field(part.getFileName() != null, bytes));
      }
      return new Form(fields);
    } catch (CompletionException | IOException | IllegalArgumentException e) {
      throw unreadable("it is cut short or malformed, or has more than " + MOST_PARTS + " parts");
    }
  }

  private static Problem unreadable(String why) {
    return Problem.of(400, "bad-form", "The form cannot be read: " + why + ".");
  }

  /** Refuses fields of other names than these. */
  Form only(Set<String> names) {
    for (String name : fields.keySet()) {
      if (!names.contains(name)) {
        throw Problem.badValue("There is no field of that name; use " + new TreeSet<>(names) + ".");
      }
    }
    return this;
  }

  List<Field> all(String name) {
    return fields.getOrDefault(name, Collections.emptyList());
  }

  /** The one picture of that name. */
  byte[] picture(String name) {
    List<Field> given = all(name);
    if (given.size() != 1 || given.get(0).bytes().length == 0) {
      throw Problem.badValue("Send one picture as the file '%s'.".formatted(name));
    }
    return given.get(0).bytes();
  }

  /** The one text of that name; empty where there is none. */
  Optional<String> text(String name) {
    List<Field> given = all(name);
    if (given.size() > 1) {
      throw Problem.badValue("Give '%s' once, not %d times.".formatted(name, given.size()));
    }
    return given.stream()
        .map(field -> checkShort(name, field).text())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** All texts of that name. */
  List<String> texts(String name) {
    return all(name).stream().map(field -> checkShort(name, field).text()).toList();
  }

  static Field checkShort(String name, Field field) {
    if (field.bytes().length > LONGEST_TEXT) {
      throw Problem.badValue("'%s' is too long.".formatted(name));
    }
    return field;
  }
}
