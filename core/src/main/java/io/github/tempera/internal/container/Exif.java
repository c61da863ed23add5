package io.github.tempera.internal.container;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The first directory of a TIFF structure, which is what EXIF data is: its tags of numbers. */
final class Exif {
  static final int UPRIGHT = 1;
  static final int NOT_SAID = 0;
  private static final int ORIENTATION = 0x112;
  // A directory has a few dozen entries, and the tags that are asked for a few numbers or a
  // profile.
  private static final int MOST_ENTRIES = 4096;
  private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private record Entry(int type, long count, long position) {}

  private final PictureStream in;
  private final long base;
  private final ByteOrder order;
  private final Map<Integer, Entry> entries = new HashMap<>();

  private Exif(PictureStream in, long base, ByteOrder order) {
    this.in = in;
    this.base = base;
    this.order = order;
  }

  /**
   * @param base where the structure starts in the stream
   */
  static Exif read(PictureStream in, long base) throws IOException {
    in.seek(base);
    int mark = in.readUnsignedShort();
    Exif exif = new Exif(in, base, mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    in.setByteOrder(exif.order);
    exif.readEntries();
    return exif;
  }

  private void readEntries() throws IOException {
    boolean big = in.readUnsignedShort() == 43;
    if (big) {
      in.seek(base + 8);
    }
    long offset = big ? in.readLong() : in.readUnsignedInt();
    if (offset < 0 || offset > in.length() - base) {
      return;
    }
    in.seek(base + offset);
    long count = big ? in.readLong() : in.readUnsignedShort();
    for (long i = 0; i < Math.min(count, MOST_ENTRIES); i++) {
      int tag = in.readUnsignedShort();
      int type = in.readUnsignedShort();
      long values = big ? in.readLong() : in.readUnsignedInt();
      long here = in.getStreamPosition();
      int room = big ? 8 : 4;
      long value = big ? in.readLong() : in.readUnsignedInt();
      boolean inside = values >= 0 && values * bytes(type) <= room;
      long position = inside ? here : base + value;
      if (values >= 0 && position >= 0) {
        entries.putIfAbsent(tag, new Entry(type, values, position));
      }
    }
  }

  private static int bytes(int type) {
    return type > 0 && type < BYTES.length ? BYTES[type] : 1;
  }

  /** 1 to 8, or {@link #NOT_SAID}. */
  int orientation() throws IOException {
    int[] values = numbers(ORIENTATION);
    return values.length > 0 && values[0] >= 1 && values[0] <= 8 ? values[0] : NOT_SAID;
  }

  /** A tag's whole numbers; none where it is absent or of another kind. */
  int[] numbers(int tag) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null || entry.count > MOST_ENTRIES) {
      return new int[0];
    }
    in.setByteOrder(order);
    in.seek(entry.position);
    int[] values = new int[(int) entry.count];
    for (int i = 0; i < values.length; i++) {
      switch (bytes(entry.type)) {
        case 1 -> values[i] = in.readUnsignedByte();
        case 2 -> values[i] = in.readUnsignedShort();
        case 4 -> values[i] = in.readInt();
        default -> {
          return new int[0];
        }
      }
    }
    return values;
  }

  /** A tag's bytes; none where it is absent, too long or beyond the file. */
  byte[] bytesOf(int tag) throws IOException {
    Entry entry = entries.get(tag);
    if (entry == null
        || bytes(entry.type) != 1
        || entry.count > Embedded.MAX_PROFILE
        || entry.position + entry.count > in.length()) {
      return new byte[0];
    }
    in.seek(entry.position);
    byte[] value = new byte[(int) entry.count];
    in.readFully(value);
    return value;
  }

  /** The first of a tag's numbers. */
  int number(int tag, int otherwise) throws IOException {
    return Arrays.stream(numbers(tag)).findFirst().orElse(otherwise);
  }
}
