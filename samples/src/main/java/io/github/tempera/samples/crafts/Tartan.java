package io.github.tempera.samples.crafts;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;

/** A twill of red, green, navy, white and yellow threads, the same across as down. */
public final class Tartan {
  private static final int SIZE = 640;
  private static final int THREAD = 4;

  /** Colour and number of threads, one half of the sett; the other half is its mirror image. */
  private static final int[][] SETT = {
    {0xb3202a, 12},
    {0x16234f, 2},
    {0xb3202a, 3},
    {0xf0e8d8, 1},
    {0xb3202a, 3},
    {0x16234f, 10},
    {0x0d0f14, 3},
    {0x1f5a3a, 11},
    {0xe8b93a, 2},
    {0x1f5a3a, 3}
  };

  private final Noise noise = new Noise(45);

  private Tartan() {}

  /** The picture. */
  public static BufferedImage paint() {
    Tartan cloth = new Tartan();
    return new Canvas(SIZE, SIZE).fill(cloth::weave).toImage();
  }

  private static Vec thread(int number) {
    int threads = 0;
    for (int[] stripe : SETT) {
      threads += stripe[1];
    }
    int at = Math.floorMod(number, 2 * threads);
    int left = at < threads ? at : 2 * threads - 1 - at;
    int stripe = 0;
    while (left >= SETT[stripe][1]) {
      left -= SETT[stripe++][1];
    }
    return Vec.rgb(SETT[stripe][0]);
  }

  private Vec weave(double px, double py) {
    double x = px + 2.5 * noise.at(px / 130, py / 130);
    double y = py + 2.5 * noise.at(px / 130 + 9, py / 130);
    int column = (int) Math.floor(x / THREAD) + 17;
    int row = (int) Math.floor(y / THREAD) + 5;
    boolean warp = Math.floorMod(column + row, 4) < 2;
    double across = Maths.fract((warp ? x : y) / THREAD) - 0.5;
    double along = Maths.fract((warp ? y - x : x - y) / (2.0 * THREAD));
    double round = 1 - 1.5 * across * across - 0.25 * Math.abs(along - 0.5);
    double wool = 1 + 0.14 * noise.fbm(x / (warp ? 1.6 : 6), y / (warp ? 6 : 1.6), 2);
    double fold = 1 + 0.10 * noise.fbm(px / 220, py / 220, 2);
    return thread(warp ? column : row).add(Vec.grey(0.02)).mul(round * wool * fold * 1.08);
  }
}
