package io.github.tempera.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/** Converts a picture's samples from its own colour profile to sRGB. */
final class ColorProfile {
  // Two ways to write down sRGB differ by one level of 255 here and there.
  private static final int TOLERANCE = 2;
  private static final int PROBES = 6;

  private final ColorConvertOp toSrgb;

  private ColorProfile(ICC_Profile profile) {
    ICC_Profile[] path = {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)};
    toSrgb = new ColorConvertOp(path, null);
  }

  /**
   * The conversion that a profile stands for.
   *
   * @param components colour channels of the picture that it came with
   * @return null where there is nothing to convert: the profile is sRGB under whatever name, is
   *     broken, or does not fit the picture
   */
  static @Nullable ColorProfile of(byte @Nullable [] encoded, int components) {
    if (encoded == null) {
      return null;
    }
    try {
      return of(ICC_Profile.getInstance(encoded), components);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The conversion from an image's colour space, null as for an encoded profile. */
  static @Nullable ColorProfile of(ColorSpace space) {
    // The library calls every grey picture linear (CS_GRAY) when it does not know better, but what
    // files hold is as sRGB as their colours are.
    if (space.isCS_sRGB()
        || space == ColorSpace.getInstance(ColorSpace.CS_GRAY)
        || !(space instanceof ICC_ColorSpace icc)) {
      return null;
    }
    return of(icc.getProfile(), space.getNumComponents());
  }

  private static @Nullable ColorProfile of(ICC_Profile profile, int components) {
    if (profile.getNumComponents() != components) {
      return null;
    }
    try {
      ColorProfile conversion = new ColorProfile(profile);
      // A broken profile fails here, not halfway through the picture.
      return conversion.changesColors(components) ? conversion : null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  private boolean changesColors(int components) {
    int count = 1;
    for (int i = 0; i < components; i++) {
      count *= PROBES;
    }
    byte[] probes = new byte[count * components];
    for (int i = 0; i < count; i++) {
      int rest = i;
      for (int c = 0; c < components; c++) {
        probes[i * components + c] = (byte) (rest % PROBES * 255 / (PROBES - 1));
        rest /= PROBES;
      }
    }
    byte[] converted = new byte[3 * count];
    convert(interleaved(probes, count, 1, components), converted, 0);
    if (components != 1 && components != 3) {
      return true;
    }
    for (int i = 0; i < converted.length; i++) {
      int before = probes[components == 1 ? i / 3 : i] & 255;
      if (Math.abs(before - (converted[i] & 255)) > TOLERANCE) {
        return true;
      }
    }
    return false;
  }

  /** Writes a raster's pixels (its colour bands only) as sRGB bytes, from an offset on. */
  void convert(Raster samples, byte[] rgb, int offset) {
    int width = samples.getWidth();
    int height = samples.getHeight();
    WritableRaster result = interleaved(new byte[3 * width * height], width, height, 3);
    toSrgb.filter(samples, result);
    byte[] bytes = ((DataBufferByte) result.getDataBuffer()).getData();
    System.arraycopy(bytes, 0, rgb, offset, bytes.length);
  }

  static WritableRaster interleaved(byte[] bytes, int width, int height, int bands) {
    int[] offsets = new int[bands];
    for (int i = 0; i < bands; i++) {
      offsets[i] = i;
    }
    DataBuffer buffer = new DataBufferByte(bytes, bytes.length);
    return Raster.createInterleavedRaster(
        buffer, width, height, bands * width, bands, offsets, null);
  }
}
