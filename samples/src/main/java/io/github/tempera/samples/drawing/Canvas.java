package io.github.tempera.samples.drawing;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

/**
 * A picture in floating point, so that glazes and light can be added up before rounding to bytes.
 */
public final class Canvas {
  private final int width;
  private final int height;
  private final float[] data;

  /** The colour of a point as a function of where it is. */
  @FunctionalInterface
  public interface Pigment {
    /** The colour at a point. */
    Vec at(double x, double y);
  }

  /** A new colour for a point from where it is and what is there. */
  @FunctionalInterface
  public interface Glaze {
    /** The colour that covers the one beneath. */
    Vec over(double x, double y, Vec under);
  }

  /** A black canvas. */
  public Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.data = new float[3 * width * height];
  }

  /** A canvas with the display colours of an image. */
  public static Canvas of(BufferedImage image) {
    Canvas canvas = new Canvas(image.getWidth(), image.getHeight());
    return canvas.fill((x, y) -> Vec.rgb(image.getRGB((int) x, (int) y)));
  }

  /** Pixels across. */
  public int width() {
    return width;
  }

  /** Pixels down. */
  public int height() {
    return height;
  }

  /** The colour of a pixel, or of the nearest one if the canvas ends before it. */
  public Vec get(int x, int y) {
    int column = Math.max(0, Math.min(width - 1, x));
    int row = Math.max(0, Math.min(height - 1, y));
    int i = 3 * (row * width + column);
    return new Vec(data[i], data[i + 1], data[i + 2]);
  }

  /** Colours a pixel; beside the canvas nothing happens. */
  public void set(int x, int y, Vec c) {
    if (x >= 0 && y >= 0 && x < width && y < height) {
      int i = 3 * (y * width + x);
      data[i] = (float) c.x();
      data[i + 1] = (float) c.y();
      data[i + 2] = (float) c.z();
    }
  }

  /** Mixes a colour into a pixel. */
  public void blend(int x, int y, Vec c, double alpha) {
    set(x, y, get(x, y).mix(c, alpha));
  }

  /** The colour between the pixel centres. */
  public Vec sample(double x, double y) {
    double gx = x - 0.5;
    double gy = y - 0.5;
    int ix = (int) Math.floor(gx);
    int iy = (int) Math.floor(gy);
    Vec top = get(ix, iy).mix(get(ix + 1, iy), gx - ix);
    Vec low = get(ix, iy + 1).mix(get(ix + 1, iy + 1), gx - ix);
    return top.mix(low, gy - iy);
  }

  /** Computes every pixel at its centre; rows run in parallel, so the pigment must be pure. */
  public Canvas fill(Pigment pigment) {
    IntStream.range(0, height)
        .parallel()
        .forEach(
            y -> {
              for (int x = 0; x < width; x++) {
                set(x, y, pigment.at(x + 0.5, y + 0.5));
              }
            });
    return this;
  }

  /** Recolours every pixel from what it was; rows run in parallel. */
  public Canvas glaze(Glaze glaze) {
    return fill((x, y) -> glaze.over(x, y, get((int) x, (int) y)));
  }

  /** Glazes one part only, which is often too small to be worth more than one thread. */
  public Canvas glaze(Rectangle part, Glaze glaze) {
    Rectangle inside = part.intersection(new Rectangle(0, 0, width, height));
    for (int y = inside.y; y < inside.y + inside.height; y++) {
      for (int x = inside.x; x < inside.x + inside.width; x++) {
        set(x, y, glaze.over(x + 0.5, y + 0.5, get(x, y)));
      }
    }
    return this;
  }

  /** A blurred copy; three box passes come close to a Gaussian. */
  public Canvas blurred(int radius) {
    Canvas result = this;
    for (int pass = 0; pass < 3; pass++) {
      result = result.box(radius, 1, 0).box(radius, 0, 1);
    }
    return result;
  }

  private Canvas box(int radius, int dx, int dy) {
    Canvas out = new Canvas(width, height);
    return out.fill(
        (x, y) -> {
          Vec sum = Vec.ZERO;
          for (int i = -radius; i <= radius; i++) {
            sum = sum.add(get((int) x + i * dx, (int) y + i * dy));
          }
          return sum.mul(1.0 / (2 * radius + 1));
        });
  }

  /** The display colours in bytes. */
  public BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Vec c = get(x, y).clamp().mul(255);
        int rgb =
            (int) Math.round(c.x()) << 16 | (int) Math.round(c.y()) << 8 | (int) Math.round(c.z());
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
