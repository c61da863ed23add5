package io.github.tempera.samples.prints;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;

/** A black and white chessboard that bulges over two balls and sinks beside them. */
public final class OpArt {
  private static final int SIZE = 640;
  private static final double[][] BULGES = {
    {220, 230, 190, 1}, {470, 450, 150, 1}, {500, 130, 110, -1}
  };

  private OpArt() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              double white = 0;
              for (int i = 0; i < 16; i++) {
                white +=
                    square(x - 0.375 + 0.25 * (i % 4), y - 0.375 + 0.25 * Math.floorDiv(i, 4)) / 16;
              }
              return Vec.rgb(0x0d0d0f).mix(Vec.rgb(0xf8f6f0), white);
            })
        .toImage();
  }

  private static double square(double x, double y) {
    double u = x;
    double v = y;
    for (double[] bulge : BULGES) {
      double dx = x - bulge[0];
      double dy = y - bulge[1];
      double r = Maths.length(dx, dy) / bulge[2];
      if (r < 1) {
        // Outward on a ball; inward down a funnel.
        double to =
            bulge[3] > 0 ? 2 / Math.PI * Math.asin(r) * 0.62 + 0.38 * r * r * r : Math.sqrt(r);
        double scale = to / Math.max(1e-9, r);
        u = bulge[0] + dx * scale;
        v = bulge[1] + dy * scale;
      }
    }
    long column = (long) Math.floor(u / 32);
    long row = (long) Math.floor(v / 32);
    return Math.floorMod(column + row, 2L);
  }
}
