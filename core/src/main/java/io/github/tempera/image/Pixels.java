package io.github.tempera.image;

import io.github.tempera.internal.container.TiffSamples;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** From the library's images of any type to pictures and back. */
final class Pixels {
  // Rows converted at a time: enough for speed, little beside the picture.
  private static final int BAND = 64;

  private final BufferedImage image;
  private final Raster raster;
  private final ColorModel model;
  private final int width;
  private final int height;

  private Pixels(BufferedImage image) {
    this.image = image;
    raster = image.getRaster();
    model = image.getColorModel();
    width = image.getWidth();
    height = image.getHeight();
  }

  /** A copy, converted to sRGB. */
  static Picture toPicture(BufferedImage image) {
    return new Pixels(image).toPicture(null, null, false);
  }

  /**
   * What was read from a file; the picture may take over the image's array.
   *
   * @param samples what the file says of them, instead of the image's colour model
   * @param profile an ICC profile that they are meant in, instead of the image's own colour space
   */
  static Picture toPicture(
      BufferedImage image, @Nullable TiffSamples samples, byte @Nullable [] profile) {
    return new Pixels(image).toPicture(samples, profile, true);
  }

  private Picture toPicture(@Nullable TiffSamples tags, byte @Nullable [] profile, boolean adopt) {
    if (model instanceof IndexColorModel palette) {
      return fromPalette(palette, ColorProfile.of(profile, 3));
    }
    Samples samples = Samples.of(image, tags);
    if (samples == null) {
      return new Pixels(argb()).toPicture(null, profile, true);
    }
    ColorProfile conversion = ColorProfile.of(profile, samples.colors());
    if (conversion == null) {
      conversion = ColorProfile.of(model.getColorSpace());
    }
    if (conversion != null) {
      return onWhite(converted(samples, conversion), samples.alpha(), false);
    }
    if (!samples.areGreyOrRgb()) {
      return new Pixels(argb()).toPicture(null, null, true);
    }
    byte[] rgb = samples.areBytes() ? interleavedBytes(samples.colors(), adopt) : null;
    return onWhite(rgb == null ? rgb(samples) : rgb, samples.alpha(), samples.premultiplied());
  }

  /** The image as its own colour model sees it, slowly. */
  private BufferedImage argb() {
    return copy(image, model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
  }

  private static BufferedImage copy(BufferedImage image, int type) {
    int width = image.getWidth();
    BufferedImage copy = new BufferedImage(width, image.getHeight(), type);
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      copy.setRGB(0, y, width, 1, row, 0, width);
    }
    return copy;
  }

  /** Whether all of an image is transparent. */
  static boolean isClear(BufferedImage image) {
    Raster alpha = image.getAlphaRaster();
    int[] row = new int[image.getWidth()];
    for (int y = 0; alpha != null && y < image.getHeight(); y++) {
      alpha.getSamples(alpha.getMinX(), alpha.getMinY() + y, row.length, 1, 0, row);
      if (Arrays.stream(row).anyMatch(a -> a != 0)) {
        return false;
      }
    }
    return alpha != null;
  }

  /** A copy whose alpha is left out. */
  static BufferedImage opaque(BufferedImage image) {
    return copy(image, BufferedImage.TYPE_INT_RGB);
  }

  private Picture fromPalette(IndexColorModel palette, @Nullable ColorProfile conversion) {
    int size = palette.getMapSize();
    int[] argb = new int[size];
    palette.getRGBs(argb);
    byte[] rgb = new byte[3 * size];
    for (int i = 0; i < size; i++) {
      rgb[3 * i] = (byte) (argb[i] >> 16);
      rgb[3 * i + 1] = (byte) (argb[i] >> 8);
      rgb[3 * i + 2] = (byte) argb[i];
    }
    if (conversion != null) {
      conversion.convert(ColorProfile.interleaved(rgb.clone(), size, 1, 3), rgb, 0);
    }
    byte[] result = new byte[3 * width * height];
    byte[] alpha = palette.hasAlpha() ? new byte[width * height] : null;
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        // Damaged files point beyond their palette.
        int index = Math.min(row[x], size - 1);
        int pixel = y * width + x;
        System.arraycopy(rgb, 3 * index, result, 3 * pixel, 3);
        if (alpha != null) {
          alpha[pixel] = (byte) (argb[index] >>> 24);
        }
      }
    }
    return onWhite(result, alpha, false);
  }

  private byte[] converted(Samples samples, ColorProfile conversion) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y += BAND) {
      int rows = Math.min(BAND, height - y);
      conversion.convert(samples.rows(y, rows), rgb, 3 * y * width);
    }
    return rgb;
  }

  /** The fast way for what nearly all files are: bytes, pixel by pixel. */
  private byte @Nullable [] interleavedBytes(int colors, boolean adopt) {
    if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel layout)
        || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || raster.getParent() != null
        || buffer.getNumBanks() != 1
        || buffer.getOffset() != 0) {
      return null;
    }
    byte[] bytes = buffer.getData();
    int stride = layout.getPixelStride();
    int row = layout.getScanlineStride();
    int[] offsets = layout.getBandOffsets();
    int red = offsets[0];
    int green = offsets[colors == 1 ? 0 : 1];
    int blue = offsets[colors == 1 ? 0 : 2];
    boolean ours = stride == 3 && row == 3 * width && bytes.length == 3 * width * height;
    byte[] rgb = adopt && ours ? bytes : new byte[3 * width * height];
    int target = 0;
    for (int y = 0; y < height; y++) {
      int source = y * row;
      for (int x = 0; x < width; x++) {
        byte r = bytes[source + red];
        byte g = bytes[source + green];
        byte b = bytes[source + blue];
        rgb[target] = r;
        rgb[target + 1] = g;
        rgb[target + 2] = b;
        source += stride;
        target += 3;
      }
    }
    return rgb;
  }

  /** Samples of any depth and layout, scaled to 8 bits. */
  private byte[] rgb(Samples samples) {
    byte[] rgb = new byte[3 * width * height];
    int[] row = new int[width];
    for (int c = 0; c < samples.colors(); c++) {
      for (int y = 0; y < height; y++) {
        samples.read(y, c, 255, row);
        int start = 3 * y * width;
        for (int x = 0; x < width; x++) {
          byte value = (byte) row[x];
          if (samples.colors() == 1) {
            rgb[start + 3 * x] = value;
            rgb[start + 3 * x + 1] = value;
            rgb[start + 3 * x + 2] = value;
          } else {
            rgb[start + 3 * x + c] = value;
          }
        }
      }
    }
    return rgb;
  }

  private Picture onWhite(byte[] rgb, byte @Nullable [] alpha, boolean premultiplied) {
    if (alpha == null || isOpaque(alpha)) {
      return Picture.of(width, height, rgb);
    }
    for (int i = 0; i < rgb.length; i++) {
      int opacity = alpha[i / 3] & 255;
      int color = (rgb[i] & 255) * (premultiplied ? 255 : opacity);
      rgb[i] = (byte) Math.min(255, (color + 255 * (255 - opacity) + 127) / 255);
    }
    return Picture.of(width, height, rgb, alpha);
  }

  private static boolean isOpaque(byte[] alpha) {
    for (byte a : alpha) {
      if (a != -1) {
        return false;
      }
    }
    return true;
  }

  /** BT.601 luma of 8-bit sRGB values, in 0..255. */
  static float luma(int red, int green, int blue) {
    return 0.299f * red + 0.587f * green + 0.114f * blue;
  }

  /** An image over the picture's own bytes, or over a copy that has its alpha. */
  static BufferedImage toImage(Picture picture) {
    int bands = picture.alphaOrNull() == null ? 3 : 4;
    byte[] bytes =
        picture.alphaOrNull() == null ? picture.rgb() : rgba(picture, 0, picture.height());
    WritableRaster raster =
        ColorProfile.interleaved(bytes, picture.width(), picture.height(), bands);
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            bands == 4,
            false,
            bands == 4 ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
  }

  /** Some rows of a picture with alpha as R, G, B, A, the white taken out of the colours. */
  static byte[] rgba(Picture picture, int fromRow, int toRow) {
    byte[] rgb = picture.rgb();
    byte[] alpha = picture.alphaOrNull();
    int start = fromRow * picture.width();
    byte[] result = new byte[Math.multiplyExact(4, (toRow - fromRow) * picture.width())];
    for (int i = 0; i < result.length / 4; i++) {
      int opacity = alpha == null ? 255 : alpha[start + i] & 255;
      for (int c = 0; c < 3; c++) {
        int seen = rgb[3 * (start + i) + c] & 255;
        result[4 * i + c] = (byte) withoutWhite(seen, opacity);
      }
      result[4 * i + 3] = (byte) opacity;
    }
    return result;
  }

  private static int withoutWhite(int seen, int opacity) {
    if (opacity == 0 || opacity == 255) {
      return seen;
    }
    int color = (255 * (seen - 255 + opacity) + opacity / 2) / opacity;
    return Math.max(0, Math.min(255, color));
  }
}
