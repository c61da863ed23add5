package io.github.tempera.image;

import io.github.tempera.internal.container.TiffSamples;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.PackedColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/** An image's samples: colours first, whole numbers or fractions of any depth, perhaps alpha. */
final class Samples {
  private static final int NONE = -1;

  private final Raster raster;
  private final ColorModel model;
  private final int width;
  private final int colors;
  private final int alphaBand;
  private final boolean premultiplied;
  private final boolean signed;

  private Samples(BufferedImage image, int alphaBand, boolean premultiplied, boolean signed) {
    raster = image.getRaster();
    model = image.getColorModel();
    width = image.getWidth();
    colors = model.getNumColorComponents();
    this.alphaBand = alphaBand;
    this.premultiplied = premultiplied;
    this.signed = signed;
  }

  /**
   * The samples of an image.
   *
   * @param tags what the image's file says of them, instead of its colour model; or null
   * @return null where the image holds something else than samples of grey, RGB or CMYK, a palette
   *     for example
   */
  static @Nullable Samples of(BufferedImage image, @Nullable TiffSamples tags) {
    ColorModel model = image.getColorModel();
    if (!(model instanceof ComponentColorModel || model instanceof PackedColorModel)) {
      return null;
    }
    int colors = model.getNumColorComponents();
    int alphaBand = model.hasAlpha() ? colors : NONE;
    if (tags == null || tags.extra().isEmpty()) {
      boolean signed = tags != null && tags.signed();
      return new Samples(image, alphaBand, model.isAlphaPremultiplied(), signed);
    }
    int alpha = colors + tags.alpha();
    boolean there = tags.alpha() >= 0 && alpha < image.getRaster().getNumBands();
    return new Samples(image, there ? alpha : NONE, there && tags.premultiplied(), tags.signed());
  }

  /** As many as a pixel's colour has: 1, 3 or 4. */
  int colors() {
    return colors;
  }

  boolean premultiplied() {
    return premultiplied;
  }

  /** Whether they are grey or RGB, as sRGB as a file without a profile is taken to be. */
  boolean areGreyOrRgb() {
    return colors == 1 || (colors == 3 && model.getColorSpace().getType() == ColorSpace.TYPE_RGB);
  }

  /** Whether the colours are bytes in bands of their own, their values as they are. */
  boolean areBytes() {
    return !signed
        && model instanceof ComponentColorModel
        && raster.getTransferType() == DataBuffer.TYPE_BYTE
        && model.getComponentSize(0) == 8;
  }

  byte @Nullable [] alpha() {
    if (alphaBand == NONE) {
      return null;
    }
    byte[] alpha = new byte[width * raster.getHeight()];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      read(y, alphaBand, 255, row);
      for (int x = 0; x < width; x++) {
        alpha[y * width + x] = (byte) row[x];
      }
    }
    return alpha;
  }

  /** Some rows of the colours, not multiplied with alpha, as a colour conversion takes them. */
  Raster rows(int y, int count) {
    boolean asStored = areBytes() && raster.getNumBands() == colors && alphaBand == NONE;
    if (asStored) {
      return raster.createChild(raster.getMinX(), raster.getMinY() + y, width, count, 0, 0, null);
    }
    boolean bytes = raster.getTransferType() == DataBuffer.TYPE_BYTE;
    int max = bytes ? 255 : 65535;
    WritableRaster rows =
        Raster.createInterleavedRaster(
            bytes ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT, width, count, colors, null);
    int[] row = new int[width];
    int[] alpha = new int[width];
    for (int j = 0; j < count; j++) {
      if (premultiplied) {
        read(y + j, alphaBand, max, alpha);
      }
      for (int c = 0; c < colors; c++) {
        read(y + j, c, max, row);
        for (int x = 0; premultiplied && x < width; x++) {
          row[x] =
              alpha[x] == 0
                  ? 0
                  : (int) Math.min(max, ((long) row[x] * max + alpha[x] / 2) / alpha[x]);
        }
        rows.setSamples(0, j, width, 1, c, row);
      }
    }
    return rows;
  }

  /** One band of one row in 0..max. */
  void read(int y, int band, int max, int[] row) {
    int type = raster.getTransferType();
    int left = raster.getMinX();
    int top = raster.getMinY() + y;
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      double[] values = raster.getSamples(left, top, width, 1, band, (double[]) null);
      for (int x = 0; x < width; x++) {
        row[x] = (int) Math.round(Math.max(0, Math.min(1, values[x])) * max);
      }
      return;
    }
    raster.getSamples(left, top, width, 1, band, row);
    int bits =
        band < model.getNumComponents() ? model.getComponentSize(band) : model.getComponentSize(0);
    long most = (1L << bits) - 1;
    if (signed) {
      for (int x = 0; x < width; x++) {
        row[x] ^= 1 << (bits - 1);
      }
    } else if (type == DataBuffer.TYPE_SHORT) {
      most >>= 1;
      for (int x = 0; x < width; x++) {
        row[x] = Math.max(0, row[x]);
      }
    }
    if (most == max && !signed) {
      return;
    }
    for (int x = 0; x < width; x++) {
      // A band without bits is black. Of 32 bits the highest came as a sign.
      row[x] = most == 0 ? 0 : (int) (((row[x] & most) * max + most / 2) / most);
    }
  }
}
