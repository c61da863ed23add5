package io.github.tempera.image;

import io.github.tempera.image.PictureReader.Container;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about its picture beside the pixels, as far as it matters here.
 *
 * <p>Read by hand, because this runs at every start of the command line and the general libraries
 * take longer to load than the picture takes to read.
 */
final class Embedded {
  private static final int UPRIGHT = 1;
  private static final int ORIENTATION_TAG = 0x112;
  // The largest profiles in use, for printers, have about 3 MB.
  private static final int MAX_PROFILE = 1 << 24;
  private static final String PROFILE_LABEL = "ICC_PROFILE\0";
  private static final String EXIF_LABEL = "Exif\0";

  private int orientation = UPRIGHT;
  private byte @Nullable [] profile;
  private boolean plainJpeg;
  private boolean oneScan;
  private boolean cutShort;

  private Embedded() {}

  /** Damaged metadata counts as absent: the pixels may be whole, and their reader will tell. */
  static Embedded of(PictureStream stream, Container container) throws IOException {
    Embedded found = new Embedded();
    try {
      switch (container) {
        case JPEG -> found.scanJpeg(stream);
        case PNG -> found.scanPng(stream);
        case WEBP -> found.scanWebp(stream);
        case TIFF -> found.orientation = orientation(stream, 0);
        case BMP, GIF -> {}
      }
    } catch (EOFException | DataFormatException e) {
      // Keep what was found before.
    }
    stream.setByteOrder(ByteOrder.BIG_ENDIAN);
    stream.seek(0);
    return found;
  }

  /** EXIF orientation, 1 (upright) to 8. */
  int orientation() {
    return orientation;
  }

  /** An ICC profile that the readers do not apply themselves, or null. */
  byte @Nullable [] profile() {
    return profile;
  }

  /** Whether this is a JPEG of the kind that Java itself reads: 8 bits, grey or colour, no CMYK. */
  boolean plainJpeg() {
    return plainJpeg;
  }

  /** Whether the first scan of this JPEG holds the whole picture: not so for progressive ones. */
  boolean oneScan() {
    return oneScan;
  }

  /** Whether the file ends before its pixels do, in a format whose reader keeps silent about it. */
  boolean cutShort() {
    return cutShort;
  }

  private void scanJpeg(PictureStream in) throws IOException {
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    Map<Integer, byte[]> parts = new TreeMap<>();
    List<Long> partMarkers = new ArrayList<>();
    int components = 0;
    boolean progressive = false;
    in.seek(2);
    while (true) {
      int marker = nextMarker(in);
      if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        continue;
      }
      long start = in.getStreamPosition();
      int length = in.readUnsignedShort();
      if (marker == 0xda) {
        boolean whole = start + length < in.length();
        oneScan = whole && !progressive && in.readUnsignedByte() == components;
        break;
      } else if (marker >= 0xc0 && marker <= 0xc2) {
        progressive = marker == 0xc2;
        int bits = in.readUnsignedByte();
        in.skipBytes(4);
        components = in.readUnsignedByte();
        plainJpeg = bits == 8 && (components == 1 || components == 3);
      } else if (marker == 0xe1 && startsWith(in, EXIF_LABEL, length - 2)) {
        orientation = orientation(in, start + 8);
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
      } else if (marker == 0xe2 && startsWith(in, PROFILE_LABEL, length - 4)) {
        int number = in.readUnsignedByte();
        in.readUnsignedByte();
        byte[] part = new byte[length - 2 - PROFILE_LABEL.length() - 2];
        in.readFully(part);
        parts.putIfAbsent(number, part);
        partMarkers.add(start - 1);
      }
      in.seek(start + length);
    }
    if (plainJpeg && !parts.isEmpty()) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      parts.values().forEach(whole::writeBytes);
      profile = whole.toByteArray();
      // Java's reader would convert too, at half the speed, and grey pictures wrongly.
      partMarkers.forEach(position -> in.replace(position, 0xef));
    }
  }

  private static int nextMarker(PictureStream in) throws IOException {
    int value = in.readUnsignedByte();
    while (value != 0xff) {
      value = in.readUnsignedByte();
    }
    while (value == 0xff) {
      value = in.readUnsignedByte();
    }
    return value;
  }

  private void scanPng(PictureStream in) throws IOException, DataFormatException {
    in.setByteOrder(ByteOrder.BIG_ENDIAN);
    long position = 8;
    while (true) {
      in.seek(position);
      long length = in.readUnsignedInt();
      int type = in.readInt();
      if (type == fourLetters("IEND")) {
        return;
      }
      if (type == fourLetters("eXIf")) {
        orientation = orientation(in, position + 8);
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
      } else if (type == fourLetters("iCCP") && length < MAX_PROFILE) {
        byte[] chunk = new byte[(int) length];
        in.readFully(chunk);
        profile = inflateProfile(chunk);
      }
      position += 12 + length;
    }
  }

  /** A name that ends in 0, a 0 for the method, the deflated profile. */
  private static byte @Nullable [] inflateProfile(byte[] chunk) throws DataFormatException {
    int name = 0;
    while (name < chunk.length && chunk[name] != 0) {
      name++;
    }
    Inflater inflater = new Inflater();
    try {
      int start = Math.min(chunk.length, name + 2);
      inflater.setInput(chunk, start, chunk.length - start);
      ByteArrayOutputStream profile = new ByteArrayOutputStream();
      byte[] piece = new byte[1 << 14];
      int count = inflater.inflate(piece);
      while (count > 0 && profile.size() < MAX_PROFILE) {
        profile.write(piece, 0, count);
        count = inflater.inflate(piece);
      }
      return inflater.finished() ? profile.toByteArray() : null;
    } finally {
      inflater.end();
    }
  }

  private void scanWebp(PictureStream in) throws IOException {
    long position = 12;
    while (position < in.length()) {
      in.setByteOrder(ByteOrder.BIG_ENDIAN);
      in.seek(position);
      int type = in.readInt();
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      long length = in.readUnsignedInt();
      if (type == fourLetters("EXIF")) {
        // Some writers put JPEG's label before it.
        boolean labelled = startsWith(in, EXIF_LABEL, length);
        orientation = orientation(in, position + (labelled ? 14 : 8));
      }
      position += 8 + length;
      // WebP's reader takes what is missing for zeros.
      cutShort |= position > in.length();
      position += length % 2;
    }
  }

  /** Reads the orientation from a TIFF structure, which is what EXIF data is. */
  private static int orientation(PictureStream in, long base) throws IOException {
    in.seek(base);
    int order = in.readUnsignedShort();
    in.setByteOrder(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    boolean big = in.readUnsignedShort() == 43;
    if (big) {
      in.seek(base + 8);
    }
    long offset = big ? in.readLong() : in.readUnsignedInt();
    if (offset < 0 || offset > in.length() - base) {
      return UPRIGHT;
    }
    in.seek(base + offset);
    long entries = big ? in.readLong() : in.readUnsignedShort();
    // A directory has a few dozen entries.
    for (long i = 0; i < Math.min(entries, 4096); i++) {
      int tag = in.readUnsignedShort();
      int type = in.readUnsignedShort();
      in.skipBytes(big ? 8 : 4);
      int first = in.readUnsignedShort();
      int second = in.readUnsignedShort();
      in.skipBytes(big ? 4 : 0);
      if (tag == ORIENTATION_TAG) {
        boolean wide = type == 4 && in.getByteOrder() == ByteOrder.BIG_ENDIAN;
        int value = wide ? second : first;
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Whether the next bytes are these letters; they are consumed. */
  private static boolean startsWith(PictureStream in, String label, long available)
      throws IOException {
    if (available < label.length()) {
      return false;
    }
    byte[] bytes = new byte[label.length()];
    in.readFully(bytes);
    return label.equals(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static int fourLetters(String letters) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | letters.charAt(i);
    }
    return value;
  }
}
