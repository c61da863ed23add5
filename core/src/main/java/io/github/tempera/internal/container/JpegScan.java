package io.github.tempera.internal.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The segments of a JPEG up to its first scan. */
final class JpegScan {
  private static final String PROFILE_LABEL = "ICC_PROFILE\0";
  private static final String JFIF_LABEL = "JFIF\0";
  private static final String XMP_LABEL = "http://ns.adobe.com/xap/1.0/\0";
  private static final String ADOBE_LABEL = "Adobe";

  private final PictureStream in;
  private final Embedded found;
  private final Map<Integer, byte[]> profileParts = new TreeMap<>();
  private final List<Long> profileMarkers = new ArrayList<>();
  private int components;
  private boolean progressive;
  private boolean jfif;
  private long transformAt = -1;
  private long componentsAt;
  private long scanAt;

  JpegScan(PictureStream in, Embedded found) {
    this.in = in;
    this.found = found;
  }

  void scan() throws IOException {
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    in.seek(2);
    int marker = nextMarker();
    while (marker != 0xda) {
      if (marker != 0x01 && (marker < 0xd0 || marker > 0xd8)) {
        long start = in.getStreamPosition();
        int length = in.readUnsignedShort();
        segment(marker, start, length);
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(start + length);
      }
      marker = nextMarker();
    }
    long start = in.getStreamPosition();
    boolean whole = start + in.readUnsignedShort() < in.length();
    scanAt = start + 3;
    found.oneScan = whole && !progressive && in.readUnsignedByte() == components;
    if (found.plainJpeg) {
      helpJavasReader();
    }
  }

  private void segment(int marker, long start, int length) throws IOException {
    if (marker >= 0xc0 && marker <= 0xc2) {
      progressive = marker == 0xc2;
      int bits = in.readUnsignedByte();
      in.skipBytes(4);
      components = in.readUnsignedByte();
      componentsAt = in.getStreamPosition();
      found.plainJpeg = bits == 8 && (components == 1 || components == 3);
    } else if (marker == 0xe0) {
      jfif |= in.startsWith(start + 2, JFIF_LABEL);
    } else if (marker == 0xe1) {
      if (in.startsWith(start + 2, Embedded.EXIF_LABEL)) {
        found.exif(in, start + 2);
      } else if (in.startsWith(start + 2, XMP_LABEL)) {
        found.xmp(in.bytes(start + 2 + XMP_LABEL.length(), length - 2 - XMP_LABEL.length()));
      }
    } else if (marker == 0xe2 && in.startsWith(start + 2, PROFILE_LABEL)) {
      long part = start + 2 + PROFILE_LABEL.length();
      int number = in.bytes(part, 1)[0] & 255;
      profileParts.putIfAbsent(number, in.bytes(part + 2, length - 2 - PROFILE_LABEL.length() - 2));
      profileMarkers.add(start - 1);
    } else if (marker == 0xee && length >= 14 && in.startsWith(start + 2, ADOBE_LABEL)) {
      transformAt = start + 13;
    }
  }

  private void helpJavasReader() throws IOException {
    if (!profileParts.isEmpty()) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      profileParts.values().forEach(whole::writeBytes);
      found.profile = whole.toByteArray();
      // It would convert too, at half the speed, and grey pictures wrongly.
      profileMarkers.forEach(position -> in.replace(position, 0xef));
    }
    if (components == 3) {
      tellColors();
    }
  }

  /**
   * Has Java's reader take three components for what libjpeg does: with JFIF's marker for YCbCr;
   * else by Adobe's, whose transform 0 is RGB and any other YCbCr; else for RGB where they are
   * called so, and else for YCbCr.
   */
  private void tellColors() throws IOException {
    if (transformAt >= 0) {
      if (jfif || in.bytes(transformAt, 1)[0] != 0) {
        in.replace(transformAt, 1);
      }
    } else if (!jfif && found.oneScan && !in.startsWith(scanAt, "R")) {
      for (int i = 0; i < components; i++) {
        in.replace(componentsAt + 3L * i, i + 1);
        in.replace(scanAt + 2L * i, i + 1);
      }
    }
  }

  private int nextMarker() throws IOException {
    int value = in.readUnsignedByte();
    while (value != 0xff) {
      value = in.readUnsignedByte();
    }
    while (value == 0xff) {
      value = in.readUnsignedByte();
    }
    return value;
  }
}
