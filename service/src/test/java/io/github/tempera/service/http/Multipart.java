package io.github.tempera.service.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form as browsers send it. */
final class Multipart {
  private static final String BOUNDARY = "----TemperaTest7MA4YWxk";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  Multipart text(String name, String value) {
    return part("form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  Multipart file(String name, byte[] content) {
    return file(name, "picture.png", content);
  }

  Multipart file(String name, String fileName, byte[] content) {
    return part("form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"", content);
  }

  private Multipart part(String disposition, byte[] content) {
    put("--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n\r\n");
    bytes.writeBytes(content);
    put("\r\n");
    return this;
  }

  private void put(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes.toByteArray());
    all.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }
}
