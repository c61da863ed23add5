package io.github.tempera.samples.prints;

import static io.github.tempera.samples.drawing.Sheet.placed;
import static io.github.tempera.samples.drawing.Sheet.polygon;

import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Sheet;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Seaweed, leaves and hearts cut with scissors from painted paper, on bright sheets. */
public final class CutPaper {
  private static final int SIZE = 640;
  private static final int[] PAPERS = {
    0x1b6fc2, 0xf4a71d, 0xe8407a, 0x1fa35b, 0xfbf3e4, 0x7a3fa0, 0xe64a2e, 0x17244f, 0x9fd2e8
  };
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xfbf3e4);
  private final SplittableRandom random = new SplittableRandom(52);

  private CutPaper() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new CutPaper().glue();
  }

  private BufferedImage glue() {
    int[] widths = {170, 250, 220};
    int[][] heights = {{260, 150, 230}, {190, 250, 200}, {210, 220, 210}};
    int[][] grounds = {{0, 4, 2}, {3, 1, 7}, {6, 8, 5}};
    int[][] pieces = {{1, 6, 4}, {4, 0, 2}, {8, 7, 1}};
    double x = 0;
    for (int column = 0; column < 3; column++) {
      double y = 0;
      for (int row = 0; row < 3; row++) {
        sheet.fill(torn(x, y, widths[column], heights[column][row]), PAPERS[grounds[column][row]]);
        y += heights[column][row];
      }
      x += widths[column];
    }
    x = 0;
    for (int column = 0; column < 3; column++) {
      double y = 0;
      for (int row = 0; row < 3; row++) {
        double cx = x + widths[column] / 2.0;
        double cy = y + heights[column][row] / 2.0;
        double scale = Math.min(widths[column], heights[column][row]) / 190.0;
        frond(cx, cy, scale, random.nextDouble(-0.5, 0.5), PAPERS[pieces[column][row]]);
        y += heights[column][row];
      }
      x += widths[column];
    }
    for (int i = 0; i < 16; i++) {
      leaf(random.nextDouble(30, 610), random.nextDouble(30, 610), random.nextDouble(0.5, 0.9));
    }
    return sheet.image();
  }

  /** A sheet whose sides were cut by hand. */
  private Path2D torn(double x, double y, double width, double height) {
    double[] d = random.doubles(8, -7, 7).toArray();
    return polygon(
        x + d[0],
        y + d[1],
        x + width + d[2],
        y + d[3],
        x + width + d[4],
        y + height + d[5],
        x + d[6],
        y + height + d[7]);
  }

  /** A stem with pairs of rounded lobes, as seaweed has. */
  private void frond(double x, double y, double scale, double turn, int colour) {
    List<double[]> right = new ArrayList<>();
    int lobes = 4 + random.nextInt(2);
    for (int i = 0; i < lobes; i++) {
      double foot = 84 - 168.0 * i / lobes;
      double reach =
          70 * Math.sin(Math.PI * (i + 0.9) / (lobes + 0.6)) * random.nextDouble(0.8, 1.15);
      right.add(new double[] {9, foot});
      right.add(new double[] {9 + reach, foot - 34});
      right.add(new double[] {2 + reach, foot - 54});
      right.add(new double[] {reach - 12, foot - 46});
      right.add(new double[] {10, foot - 22});
    }
    List<double[]> all = new ArrayList<>(right);
    all.add(new double[] {0, -104});
    for (int i = right.size() - 1; i >= 0; i--) {
      double sway = 4 * Math.sin(i * 1.7);
      all.add(new double[] {-right.get(i)[0] + sway, right.get(i)[1] + 7});
    }
    all.add(new double[] {0, 104});
    sheet.fill(
        placed(
            Sheet.blob(all.stream().flatMapToDouble(Arrays::stream).toArray()), x, y, scale, turn),
        colour);
  }

  private void leaf(double x, double y, double scale) {
    double bend = random.nextDouble(-14, 14);
    Path2D leaf =
        Sheet.blob(0, -34, 15 + bend / 2, -12, 11 + bend, 16, 0, 34, -11 + bend, 14, -15, -10);
    sheet.fill(placed(leaf, x, y, scale, random.nextDouble(6.28)), Maths.pick(random, PAPERS));
  }
}
