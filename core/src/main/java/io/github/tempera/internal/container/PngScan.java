package io.github.tempera.internal.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The chunks of a PNG. */
final class PngScan {
  private static final String XMP_KEYWORD = "XML:com.adobe.xmp";
  private static final String RAW_XMP = "Raw profile type xmp";
  // What ImageMagick and exiftool wrote before PNG had a chunk for EXIF; APP1 holds either kind.
  private static final String RAW_EXIF = "Raw profile type exif";
  private static final String RAW_APP1 = "Raw profile type APP1";

  private final PictureStream in;
  private final Embedded found;
  private final Set<String> seen = new HashSet<>();
  private byte @Nullable [] rawExif;

  PngScan(PictureStream in, Embedded found) {
    this.in = in;
    this.found = found;
  }

  void scan() throws IOException {
    try {
      long position = 8;
      in.setByteOrder(ByteOrder.BIG_ENDIAN);
      in.seek(position);
      while (position + 8 <= in.length()) {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(position);
        long length = in.readUnsignedInt();
        String type = new String(in.bytes(position + 4, 4), StandardCharsets.ISO_8859_1);
        if (type.equals("IEND")) {
          break;
        }
        if (length <= Embedded.MAX_PROFILE) {
          try {
            chunk(type, position + 8, (int) length);
          } catch (DataFormatException e) {
            // This one counts as absent.
          }
        }
        position += 12 + length;
      }
    } finally {
      if (rawExif != null) {
        found.exif(PictureStream.open(rawExif), 0);
      }
    }
  }

  private void chunk(String type, long start, int length) throws IOException, DataFormatException {
    switch (type) {
      case "eXIf" -> found.exif(in, start);
      case "iCCP" -> text("iCCP", start, length, type, value -> found.profile = value);
      case "tEXt", "zTXt", "iTXt" -> {
        String keyword = keyword(in.bytes(start, Math.min(length, 80)));
        switch (keyword) {
          case XMP_KEYWORD -> text(keyword, start, length, type, found::xmp);
          case RAW_XMP -> text(keyword, start, length, type, text -> found.xmp(unhexed(text)));
          case RAW_EXIF, RAW_APP1 ->
              text(keyword, start, length, type, text -> rawApp1(unhexed(text)));
          default -> {}
        }
      }
      default -> {}
    }
  }

  private void rawApp1(byte[] segment) {
    String start = new String(segment, 0, Math.min(4, segment.length), StandardCharsets.ISO_8859_1);
    if (start.equals("http")) {
      int packet = Math.min(end(segment, 0) + 1, segment.length);
      found.xmp(Arrays.copyOfRange(segment, packet, segment.length));
    } else if (rawExif == null) {
      rawExif = segment;
    }
  }

  private interface Taker {
    void take(byte[] text);
  }

  /** Takes what a chunk says, if it is the first that says something of this kind. */
  private void text(String kind, long start, int length, String type, Taker taker)
      throws IOException, DataFormatException {
    if (seen.add(kind)) {
      byte[] text = value(in.bytes(start, length), type);
      if (text != null) {
        taker.take(text);
      }
    }
  }

  private static String keyword(byte[] chunk) {
    return new String(chunk, 0, end(chunk, 0), StandardCharsets.ISO_8859_1);
  }

  private static int end(byte[] chunk, int from) {
    int end = from;
    while (end < chunk.length && chunk[end] != 0) {
      end++;
    }
    return end;
  }

  /** What follows a chunk's keyword, inflated where it is deflated; null where it is damaged. */
  private static byte @Nullable [] value(byte[] chunk, String type) throws DataFormatException {
    int start = end(chunk, 0) + 1;
    boolean deflated = !type.equals("tEXt");
    if (type.equals("iTXt")) {
      deflated = start < chunk.length && chunk[start] == 1;
      start = end(chunk, end(chunk, start + 2) + 1) + 1; // flag, method, language, translation
    } else if (deflated) {
      start++; // method
    }
    start = Math.min(start, chunk.length);
    byte[] value = Arrays.copyOfRange(chunk, start, chunk.length);
    return deflated ? inflate(value) : value;
  }

  private static byte @Nullable [] inflate(byte[] deflated) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream inflated = new ByteArrayOutputStream();
      byte[] piece = new byte[1 << 14];
      int count = inflater.inflate(piece);
      while (count > 0 && inflated.size() < Embedded.MAX_PROFILE) {
        inflated.write(piece, 0, count);
        count = inflater.inflate(piece);
      }
      return inflater.finished() ? inflated.toByteArray() : null;
    } finally {
      inflater.end();
    }
  }

  /** A raw profile: a name and a length on lines of their own, then the bytes in hexadecimal. */
  private static byte[] unhexed(byte[] text) {
    String[] words = new String(text, StandardCharsets.ISO_8859_1).strip().split("\\s+");
    String digits =
        String.join("", Arrays.asList(words).subList(Math.min(2, words.length), words.length));
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
