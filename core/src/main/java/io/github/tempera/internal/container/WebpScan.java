package io.github.tempera.internal.container;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The chunks of a WebP. */
final class WebpScan {
  private static final int FRAME_HEADER = 16;

  private final PictureStream in;
  private final Embedded found;
  private int canvasWidth;
  private int canvasHeight;

  WebpScan(PictureStream in, Embedded found) {
    this.in = in;
    this.found = found;
  }

  void scan() throws IOException {
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    in.seek(4);
    long end = 8 + in.readUnsignedInt();
    found.cutShort = end > in.length();
    long position = 12;
    while (position + 8 <= Math.min(end, in.length())) {
      String type = new String(in.bytes(position, 4), StandardCharsets.ISO_8859_1);
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      in.seek(position + 4);
      long length = in.readUnsignedInt();
      long start = position + 8;
      if (start + length > in.length()) {
        found.cutShort = true;
        return;
      }
      if (length <= Integer.MAX_VALUE - 64) {
        chunk(type, start, (int) length);
      }
      position = start + length + length % 2;
    }
  }

  private void chunk(String type, long start, int length) throws IOException {
    switch (type) {
      case "VP8X" -> {
        canvasWidth = 1 + threeBytes(start + 4);
        canvasHeight = 1 + threeBytes(start + 7);
      }
      case "ICCP" -> {
        if (length <= Embedded.MAX_PROFILE) {
          found.profile = in.bytes(start, length);
        }
      }
      case "EXIF" -> found.exif(in, start);
      case "XMP " -> {
        if (length <= Embedded.MAX_PROFILE) {
          found.xmp(in.bytes(start, length));
        }
      }
      case "ANMF" -> {
        if (found.firstFrame == null && length > FRAME_HEADER) {
          frame(start, length);
        }
      }
      default -> {}
    }
  }

  private void frame(long start, int length) throws IOException {
    int x = 2 * threeBytes(start);
    int y = 2 * threeBytes(start + 3);
    int width = 1 + threeBytes(start + 6);
    int height = 1 + threeBytes(start + 9);
    byte[] chunks = in.bytes(start + FRAME_HEADER, length - FRAME_HEADER);
    found.canvas =
        new Rectangle(x, y, Math.max(canvasWidth, x + width), Math.max(canvasHeight, y + height));
    found.firstFrame = still(chunks, width, height);
    found.firstFrameSize = new Dimension(width, height);
  }

  /**
   * A file of a frame's chunks: in the extended form where transparency comes before the pixels.
   */
  private static byte[] still(byte[] chunks, int width, int height) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("WEBP".getBytes(StandardCharsets.ISO_8859_1));
    if (chunks[0] == 'A') {
      ByteBuffer header = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
      header.put("VP8X".getBytes(StandardCharsets.ISO_8859_1)).putInt(10).putInt(0x10);
      header.putShort((short) (width - 1)).put((byte) ((width - 1) >> 16));
      header.putShort((short) (height - 1)).put((byte) ((height - 1) >> 16));
      body.writeBytes(header.array());
    }
    body.writeBytes(chunks);
    ByteBuffer file = ByteBuffer.allocate(8 + body.size()).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(body.size());
    return file.put(body.toByteArray()).array();
  }

  private int threeBytes(long position) throws IOException {
    byte[] bytes = in.bytes(position, 3);
    return (bytes[0] & 255) | ((bytes[1] & 255) << 8) | ((bytes[2] & 255) << 16);
  }
}
