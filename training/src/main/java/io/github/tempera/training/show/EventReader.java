package io.github.tempera.training.show;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads as much of TensorBoard's protocol buffers as {@link EventFile} writes. */
final class EventReader {
  private EventReader() {}

  static EventFile.Event event(byte[] content) {
    long[] step = {0};
    Map<String, Float> scalars = new LinkedHashMap<>();
    fields(
        content,
        (field, value) -> {
          if (field == 2) {
            step[0] = value.getLong();
          } else if (field == 5) {
            fields(array(value), (ignored, scalar) -> scalar(array(scalar), scalars));
          }
        });
    return new EventFile.Event(step[0], scalars);
  }

  private static void scalar(byte[] content, Map<String, Float> scalars) {
    String[] name = {""};
    fields(
        content,
        (field, value) -> {
          if (field == 1) {
            name[0] = new String(array(value), StandardCharsets.UTF_8);
          } else if (field == 2) {
            scalars.put(name[0], value.getFloat());
          }
        });
  }

  /** Every field's number and value; a varint comes as eight bytes. */
  private static void fields(byte[] content, BiConsumer<Integer, ByteBuffer> each) {
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int key = (int) varint(in);
      int size =
          switch (key & 7) {
            case 0 -> 0;
            case 1 -> 8;
            case 2 -> (int) varint(in);
            default -> 4;
          };
      ByteBuffer value;
      if ((key & 7) == 0) {
        value = ByteBuffer.allocate(8).putLong(0, varint(in));
      } else {
        value = in.slice(in.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + size);
      }
      each.accept(key >>> 3, value);
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = in.get();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
