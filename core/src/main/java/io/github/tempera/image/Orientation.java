package io.github.tempera.image;

import org.jspecify.annotations.Nullable;

/** Turns stored rows into an upright picture, by the eight values of EXIF's Orientation tag. */
final class Orientation {
  private Orientation() {}

  /** An upright picture; the given one's arrays may be changed and reused. */
  static Picture upright(Picture picture, int orientation) {
    int width = picture.width();
    int height = picture.height();
    byte[] rgb = picture.rgb();
    byte[] alpha = picture.alphaOrNull();
    // 2: mirrored; 3: half a turn; 4: upside down. 5 to 8 are these after an exchange of x and y.
    if (orientation >= 5) {
      rgb = transpose(rgb, 3, width, height);
      alpha = alpha == null ? null : transpose(alpha, 1, width, height);
      width = picture.height();
      height = picture.width();
    }
    boolean mirrored = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    boolean upsideDown =
        orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    if (mirrored) {
      mirrorRows(rgb, 3, width);
      mirrorRows(alpha, 1, width);
    }
    if (upsideDown) {
      exchangeRows(rgb, 3 * width);
      exchangeRows(alpha, width);
    }
    return new Picture(width, height, rgb, alpha);
  }

  private static byte[] transpose(byte[] from, int channels, int width, int height) {
    byte[] to = new byte[from.length];
    // In squares that stay in the cache on both sides.
    int square = 64;
    for (int top = 0; top < height; top += square) {
      for (int left = 0; left < width; left += square) {
        for (int y = top; y < Math.min(height, top + square); y++) {
          for (int x = left; x < Math.min(width, left + square); x++) {
            int source = channels * (y * width + x);
            int target = channels * (x * height + y);
            for (int c = 0; c < channels; c++) {
              to[target + c] = from[source + c];
            }
          }
        }
      }
    }
    return to;
  }

  private static void mirrorRows(byte @Nullable [] pixels, int channels, int width) {
    if (pixels == null) {
      return;
    }
    int row = channels * width;
    for (int start = 0; start < pixels.length; start += row) {
      int left = start;
      int right = start + row - channels;
      while (left < right) {
        for (int c = 0; c < channels; c++) {
          byte kept = pixels[left + c];
          pixels[left + c] = pixels[right + c];
          pixels[right + c] = kept;
        }
        left += channels;
        right -= channels;
      }
    }
  }

  private static void exchangeRows(byte @Nullable [] pixels, int row) {
    if (pixels == null) {
      return;
    }
    byte[] kept = new byte[row];
    int top = 0;
    int bottom = pixels.length - row;
    while (top < bottom) {
      System.arraycopy(pixels, top, kept, 0, row);
      System.arraycopy(pixels, bottom, pixels, top, row);
      System.arraycopy(kept, 0, pixels, bottom, row);
      top += row;
      bottom -= row;
    }
  }
}
