package io.github.tempera.image;

import io.github.tempera.TemperaException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An upright sRGB picture, 8 bits a channel, with optional alpha.
 *
 * <p>The colours are what the network sees: the picture as it looks on white. Where alpha is below
 * 255 they hold the white already, and writing takes it out again. Pictures are treated as
 * immutable: the arrays are shared, nobody writes to them.
 */
public final class Picture {

  /**
   * The most pixels that {@link #read(Path)} accepts. A picture of this size takes 900 MB of heap,
   * and twice that for a moment while it is read.
   */
  public static final long DEFAULT_MAX_PIXELS = 300_000_000;

  /** What fits one array with three bytes a pixel on every virtual machine. */
  static final int MOST_PIXELS = (Integer.MAX_VALUE - 8) / 3;

  private final int width;
  private final int height;
  private final byte[] rgb;
  private final byte @Nullable [] alpha;

  Picture(int width, int height, byte[] rgb, byte @Nullable [] alpha) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
    this.alpha = alpha;
  }

  /**
   * Reads a picture of at most {@link #DEFAULT_MAX_PIXELS} pixels.
   *
   * @see #read(Path, long)
   */
  public static Picture read(Path file) {
    return read(file, DEFAULT_MAX_PIXELS);
  }

  /**
   * Reads a JPEG, PNG, TIFF, WebP, BMP or GIF; of an animation the canvas with its first frame.
   * What the file holds decides, not its name. The orientation is applied that EXIF tells, or XMP
   * where EXIF tells none; an embedded colour profile is converted to sRGB.
   *
   * @param maxPixels the most pixels, width times height, to accept; checked before any is decoded
   * @throws TemperaException if the file cannot be read, is no such picture, is damaged or cut
   *     short, or is larger than {@code maxPixels} or the memory
   */
  public static Picture read(Path file, long maxPixels) {
    return PictureReader.read(file, maxPixels);
  }

  /**
   * Reads a picture from the bytes of such a file.
   *
   * @param name what error messages call it
   * @see #read(Path, long)
   */
  public static Picture read(byte[] encoded, String name, long maxPixels) {
    return PictureReader.read(encoded, name, maxPixels);
  }

  /** A copy of an image of any type, converted to sRGB. */
  public static Picture of(BufferedImage image) {
    return Pixels.toPicture(image);
  }

  /**
   * Wraps an array as an opaque picture, without a copy.
   *
   * @param rgb R, G, B of every pixel, rows from top to bottom: 3 x width x height bytes
   */
  public static Picture of(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("No picture of " + width + " x " + height + " pixels");
    }
    checkLength(rgb, 3, width, height);
    return new Picture(width, height, rgb, null);
  }

  /**
   * Wraps arrays, without a copy.
   *
   * @param rgb R, G, B of every pixel as it looks on white, rows from top to bottom: 3 x width x
   *     height bytes
   * @param alpha 0 (transparent) to 255 (opaque) of every pixel: width x height bytes
   */
  public static Picture of(int width, int height, byte[] rgb, byte[] alpha) {
    Picture opaque = of(width, height, rgb);
    checkLength(alpha, 1, width, height);
    return new Picture(width, height, opaque.rgb, alpha);
  }

  private static void checkLength(byte[] values, int channels, int width, int height) {
    if (values.length != (long) channels * width * height) {
      throw new IllegalArgumentException(
          "Arrays do not fit a picture of " + width + " x " + height + " pixels");
    }
  }

  /**
   * Other colours with this picture's alpha. Wraps the array, without a copy.
   *
   * @param newRgb as {@link #rgb()}, of as many pixels
   */
  public Picture withRgb(byte[] newRgb) {
    checkLength(newRgb, 3, width, height);
    return new Picture(width, height, newRgb, alpha);
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** R, G, B of every pixel as it looks on white, rows from top to bottom. Shared, not copied. */
  public byte[] rgb() {
    return rgb;
  }

  /** Opacity of every pixel, 0 to 255; empty where all are opaque. Shared, not copied. */
  public Optional<byte[]> alpha() {
    return Optional.ofNullable(alpha);
  }

  byte @Nullable [] alphaOrNull() {
    return alpha;
  }

  /**
   * This picture at another size, with the Catmull-Rom kernel: stretched over the pixels that fall
   * together when shrinking (so nothing aliases), interpolating when enlarging.
   *
   * @return this where the size is the same
   * @throws TemperaException if the size is not positive or too large for an array
   */
  public Picture resize(int width, int height) {
    if (width == this.width && height == this.height) {
      return this;
    }
    if (width < 1 || height < 1 || !fitsAnArray(width, height)) {
      throw new TemperaException(
          "Cannot resize a picture to %d x %d pixels: choose sides from 1 with at most %d million pixels in all."
              .formatted(width, height, MOST_PIXELS / 1_000_000));
    }
    byte[] resizedAlpha =
        alpha == null
            ? null
            : new Resampler(this.width, this.height, 1, width, height).resample(alpha);
    byte[] resized = new Resampler(this.width, this.height, 3, width, height).resample(rgb);
    return new Picture(width, height, resized, resizedAlpha);
  }

  /**
   * This picture with all that a smaller one can show taken from that, and its own detail kept:
   * this + enlarged(coarse − reduced(this)), by {@link #resize} either way. Done twice (iterative
   * back-projection; Irani &amp; Peleg 1991), since enlarging softens: then the result, reduced, is
   * the coarse picture but for what leaves 0..255.
   *
   * @param coarse a picture of this one's proportions, at most as large
   */
  public Picture withCoarse(Picture coarse) {
    Resampler reducing = new Resampler(width, height, 3, coarse.width, coarse.height);
    Resampler enlarging = new Resampler(coarse.width, coarse.height, 3, width, height);
    byte[] corrected = rgb.clone();
    for (int time = 0; time < 2; time++) {
      enlarging.add(corrected, reducing.missing(corrected, coarse.rgb));
    }
    return new Picture(width, height, corrected, alpha);
  }

  /**
   * This picture with the shorter side at so many pixels, the longer in proportion.
   *
   * @return this where it is that already
   * @throws TemperaException as {@link #resize}
   */
  public Picture withShortSide(int pixels) {
    int side = Math.min(width, height);
    double scale = (double) pixels / side;
    return width <= height
        ? resize(pixels, proportional(height, scale))
        : resize(proportional(width, scale), pixels);
  }

  /**
   * This picture with the shorter side at no more than so many pixels: as it is, or shrunk.
   *
   * @throws TemperaException as {@link #resize}
   */
  public Picture withShortSideAtMost(int pixels) {
    return Math.min(width, height) > pixels ? withShortSide(pixels) : this;
  }

  private static int proportional(int side, double scale) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.round(side * scale)));
  }

  /** This picture with its left upper corner at (x, y) of a canvas that is else transparent. */
  Picture onCanvas(int x, int y, int canvasWidth, int canvasHeight) {
    if (canvasWidth == width && canvasHeight == height) {
      return this;
    }
    byte[] canvas = new byte[3 * canvasWidth * canvasHeight];
    Arrays.fill(canvas, (byte) 255);
    byte[] opacity = new byte[canvasWidth * canvasHeight];
    for (int row = 0; row < height; row++) {
      int from = row * width;
      int to = (y + row) * canvasWidth + x;
      System.arraycopy(rgb, 3 * from, canvas, 3 * to, 3 * width);
      if (alpha == null) {
        Arrays.fill(opacity, to, to + width, (byte) 255);
      } else {
        System.arraycopy(alpha, from, opacity, to, width);
      }
    }
    return new Picture(canvasWidth, canvasHeight, canvas, opacity);
  }

  Picture withoutAlpha() {
    return alpha == null ? this : new Picture(width, height, rgb, null);
  }

  /** An image over the same bytes where there is no alpha, over a copy where there is. */
  public BufferedImage toBufferedImage() {
    return Pixels.toImage(this);
  }

  /**
   * Writes the picture with {@link WriteOptions#DEFAULTS}.
   *
   * @see #write(Path, WriteOptions)
   */
  public void write(Path file) {
    write(file, WriteOptions.DEFAULTS);
  }

  /**
   * Writes the picture in the format that the file's name asks for, without any metadata. An
   * existing file is replaced at the very end and at once: whatever fails, no partial file is left.
   *
   * @throws TemperaException if the name asks for no known {@link Format} or the file cannot be
   *     written
   */
  public void write(Path file, WriteOptions options) {
    PictureWriter.write(this, file, Format.of(file), options);
  }

  /**
   * The bytes of such a file.
   *
   * @throws TemperaException if the picture is too large for the format or an array
   */
  public byte[] encode(Format format, WriteOptions options) {
    return PictureWriter.encode(this, format, options);
  }

  static boolean fitsAnArray(long width, long height) {
    return width * height <= MOST_PIXELS;
  }
}
