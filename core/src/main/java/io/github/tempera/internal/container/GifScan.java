package io.github.tempera.internal.container;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The blocks of a GIF up to its first frame. */
final class GifScan {
  private static final String XMP_LABEL = "XMP DataXMP";

  private GifScan() {}

  static void scan(PictureStream in, Embedded found) throws IOException {
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    in.seek(6);
    int width = in.readUnsignedShort();
    int height = in.readUnsignedShort();
    int flags = in.readUnsignedByte();
    long position = 13L + colors(flags);
    in.seek(position);
    int block = in.readUnsignedByte();
    while (block == '!') {
      in.readUnsignedByte();
      position += 2;
      boolean xmp = in.startsWith(position + 1, XMP_LABEL);
      long data = position + 12;
      position = afterBlocks(in, position);
      if (xmp) {
        // The packet is no chain of blocks, only looks like one from its end on.
        byte[] packet = in.bytes(data, (int) Math.min(position - data, Embedded.MAX_PROFILE));
        found.xmp(Arrays.copyOf(packet, Math.max(0, packet.length - 258)));
      }
      in.seek(position);
      block = in.readUnsignedByte();
    }
    if (block == ',') {
      int x = in.readUnsignedShort();
      int y = in.readUnsignedShort();
      int right = x + in.readUnsignedShort();
      int bottom = y + in.readUnsignedShort();
      found.canvas = new Rectangle(x, y, Math.max(width, right), Math.max(height, bottom));
    }
  }

  private static int colors(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static long afterBlocks(PictureStream in, long from) throws IOException {
    long position = from;
    in.seek(position);
    int length = in.readUnsignedByte();
    while (length > 0) {
      position += 1 + length;
      in.seek(position);
      length = in.readUnsignedByte();
    }
    return position + 1;
  }
}
