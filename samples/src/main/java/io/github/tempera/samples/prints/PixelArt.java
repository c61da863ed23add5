package io.github.tempera.samples.prints;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;

/** A mountain lake at dusk in squares of eight pixels, sixteen colours, ordered dither. */
public final class PixelArt {
  private static final int SIZE = 640;
  private static final int BLOCK = 8;
  private static final int CELLS = SIZE / BLOCK;
  private static final int[] SKY = {0x2b1b54, 0x5a2a82, 0xa13b8f, 0xe0566f, 0xf98f5a, 0xffd27a};
  private static final int[] FAR = {0x3d3f7d, 0x5c5fa0, 0x8f93c4, 0xf3e6f0};
  private static final int[] WOOD = {0x10222e, 0x1c3d3f, 0x2f6b4f};
  private static final int[][] BAYER = {
    {0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}
  };
  private final Noise noise = new Noise(64);

  private PixelArt() {}

  /** The picture. */
  public static BufferedImage paint() {
    PixelArt art = new PixelArt();
    return new Canvas(SIZE, SIZE)
        .fill((x, y) -> Vec.rgb(art.cell((int) x / BLOCK, (int) y / BLOCK)))
        .toImage();
  }

  private int cell(int x, int y) {
    if (y < 52) {
      return land(x, y);
    }
    // The lake mirrors the land, torn by ripples, and the shore stands before it.
    double shore =
        74 - 5 * Maths.bell(x - 10, 14) - 8 * Maths.bell(x - 74, 12) + noise.at(x / 4.0, 9);
    if (y > shore) {
      return noise.cell(x, y) < 0.3 ? WOOD[2] : y > shore + 3 ? WOOD[0] : WOOD[1];
    }
    int shift = noise.cell(y, 3) < 0.5 ? (int) (4 * noise.cell(y, 7)) - 2 : 0;
    int seen = land(Math.max(0, Math.min(CELLS - 1, x + shift)), 103 - y);
    boolean glint = noise.cell(x / 4, y) < 0.10;
    Vec mirrored = Vec.rgb(seen).mix(Vec.rgb(0x2b1b54), 0.35).snap(9);
    return glint ? 0xffd27a : hex(mirrored);
  }

  private static int hex(Vec c) {
    return (int) Math.round(255 * c.x()) << 16
        | (int) Math.round(255 * c.y()) << 8
        | (int) Math.round(255 * c.z());
  }

  private int land(int x, int y) {
    double pines = pine(x, y);
    if (pines > 0) {
      return WOOD[pines > 1.5 && (x + y) % 3 == 0 ? 2 : pines > 0.8 ? 1 : 0];
    }
    if (y > 47 + 2 * noise.at(x / 7.0, 5)) {
      return WOOD[noise.cell(x, y) < 0.4 ? 1 : 0];
    }
    double ridge =
        40
            - 24 * Maths.bell(x - 26, 13)
            - 17 * Maths.bell(x - 60, 11)
            - 9 * Maths.bell(x - 44, 9)
            + 3 * noise.fbm(x / 5.0, 2, 2);
    if (y > ridge) {
      boolean lit = noise.fbm(x / 8.0 + y / 14.0, y / 18.0, 2) > 0.02 * (x - 40) / 10;
      boolean snow =
          y < ridge + 7 + 3 * noise.at(x / 2.0, y / 3.0) && y < 29 + 4 * noise.at(x / 3.0, 50);
      return FAR[snow ? lit ? 3 : 2 : lit ? 1 : 0];
    }
    double sun = Maths.length(x - 56.5, y - 20.5);
    if (sun < 8) {
      return y > 20 && y % 3 == 0 ? SKY[3] : 0xfff3c4;
    }
    if (y < 22 && noise.cell(x, y + 500) < 0.012) {
      return 0xffffff;
    }
    double cloud = noise.fbm(x / 16.0, y / 4.0 + 30, 3);
    double level = (y + 6 * cloud) / 46 * (SKY.length - 1) + (cloud > 0.22 ? 1.1 : 0);
    double dither = (BAYER[y % 4][x % 4] + 0.5) / 16;
    int step = (int) Math.floor(Maths.clamp(level, 0, SKY.length - 1.001) + dither);
    return SKY[Math.min(SKY.length - 1, step)];
  }

  /** How far inside a pine, in cells; not positive outside. */
  private static double pine(int x, int y) {
    double inside = 0;
    for (int[] tree : new int[][] {{6, 18}, {13, 30}, {72, 14}, {66, 32}, {78, 26}, {1, 34}}) {
      double down = y - tree[1];
      if (down >= 0 && y < 52) {
        double spread = 0.6 + down * 0.16 + (down % 5) * 0.55;
        inside = Math.max(inside, spread - Math.abs(x - tree[0]));
      }
    }
    return inside;
  }
}
