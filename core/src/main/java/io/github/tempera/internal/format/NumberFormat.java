package io.github.tempera.internal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How model files store a value; everything becomes float32 in memory. */
enum NumberFormat {
  F32(4),
  F16(2),
  BF16(2),
  F64(8),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  final int bytes;

  NumberFormat(int bytes) {
    this.bytes = bytes;
  }

  /** Little-endian values as float32: exactly, or rounded where they have more digits. */
  float[] decode(byte[] stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[stored.length / bytes];
    if (this == F32) {
      buffer.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (this) {
            case F32 -> buffer.getFloat();
            case F16 -> fromFloat16(buffer.getShort());
            case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
            case F64 -> (float) buffer.getDouble();
            case I64 -> buffer.getLong();
            case I32 -> buffer.getInt();
            case I16 -> buffer.getShort();
            case I8 -> buffer.get();
            case U8, BOOL -> buffer.get() & 255;
          };
    }
    return values;
  }

  private static float fromFloat16(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      // Subnormal halves are fraction * 2^-24, which float32 represents exactly.
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int widened = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
  }

  /** Rounds to the nearest IEEE half, ties to even; from 65520 on it becomes infinite. */
  static short toFloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 65520f) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    int rounded = (bits & 0x7fffffff) + 0xfff + ((bits >>> 13) & 1);
    return (short) (sign | ((rounded >>> 13) - (112 << 10)));
  }
}
