package io.github.tempera.service.http;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures, made up. */
public final class Pictures {
  private Pictures() {}

  /** A PNG of random coloured boxes; the same seed, the same picture. */
  static byte[] boxes(int width, int height, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillRect(
          random.nextInt(width), random.nextInt(height), 1 + width / 4, 1 + height / 4);
    }
    graphics.dispose();
    return png(image);
  }

  /** Such a picture as a JPEG. */
  public static byte[] jpeg(int width, int height, long seed) {
    return jpeg(boxes(width, height, seed));
  }

  /** A picture as a JPEG. */
  public static byte[] jpeg(byte[] encoded) {
    return encode(read(encoded), "jpeg");
  }

  /** A grey PNG: one value on the left half, another on the right. */
  static byte[] mask(int left, int right) {
    BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 20; x++) {
        image.getRaster().setSample(x, y, 0, x < 10 ? left : right);
      }
    }
    return png(image);
  }

  private static byte[] png(BufferedImage image) {
    return encode(image, "png");
  }

  private static byte[] encode(BufferedImage image, String format) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, format, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BufferedImage read(byte[] encoded) {
    try {
      return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(encoded)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mean distance of two pictures of one size, 0 to 255, in columns from to below to. */
  static double distance(BufferedImage a, BufferedImage b, int from, int to) {
    double sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = from; x < to; x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs((a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255));
        }
      }
    }
    return sum / (3.0 * a.getHeight() * (to - from));
  }

  static double distance(byte[] a, byte[] b) {
    BufferedImage first = read(a);
    return distance(first, read(b), 0, first.getWidth());
  }
}
