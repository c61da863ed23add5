package io.github.tempera.samples.styles;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;

/** A print from three blocks: ochre, vermilion and a black key block cut along the forms. */
public final class Woodcut {
  private static final int SIZE = 512;
  private static final double SUN_X = 352;
  private static final double SUN_Y = 150;
  private static final double SUN_R = 54;
  private static final Vec PAPER = Vec.rgb(0xf1e4c6);
  private static final Vec BLACK = Vec.rgb(0x17130f);
  private final Noise noise = new Noise(1923);

  /** How much black the form wants here, and where the point lies across the run of cuts. */
  private record Cut(double tone, double phase, double along) {}

  private Woodcut() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Woodcut().print();
  }

  private BufferedImage print() {
    return new Canvas(SIZE, SIZE).fill(this::pull).toImage();
  }

  private Vec pull(double x, double y) {
    double fibre = noise.fbm(x / 3, y / 3, 2);
    Vec paper = PAPER.mul(1 + 0.035 * fibre + 0.02 * noise.fbm(x / 60, y / 60, 2));
    Vec coloured = colourBlocks(x, y, paper);
    double ink = 0;
    for (int i = 0; i < 9; i++) {
      ink += key(x + (i % 3 - 1) / 3.0, y + (i / 3 - 1) / 3.0) / 9;
    }
    // The plank shows in the solids: long pale hairs where the ink did not take.
    double plank = Maths.smooth(0.22, 0.42, noise.fbm(x / 55, y / 2.2, 3));
    double salt = Maths.smooth(0.35, 0.5, fibre);
    return coloured.mix(BLACK, ink * (1 - 0.35 * plank) * (1 - 0.45 * salt));
  }

  private Vec colourBlocks(double x, double y, Vec paper) {
    // The colour blocks are never quite in register with the key.
    double bx = x - 2.5;
    double by = y + 1.5;
    double take = 0.9 + 0.25 * noise.fbm(x / 2.5, y / 2.5, 2);
    Vec c = paper;
    double disc = Maths.length(bx - SUN_X, by - SUN_Y);
    if (by < ridge(bx)) {
      double fade = 0.75 * Maths.smooth(10, 300, by) + 0.35 * Maths.bell(disc, 120);
      c = ink(c, Vec.rgb(0xe9a23b), fade * take);
      c = ink(c, Vec.rgb(0xd63a1e), Maths.smooth(SUN_R + 0.6, SUN_R - 0.6, disc) * take);
    } else if (by < wood(bx)) {
      c = ink(c, Vec.rgb(0xd9862f), 0.45 * take);
    } else if (by < shore(bx)) {
      c = ink(c, Vec.rgb(0xc8542a), 0.65 * take);
    } else {
      double path = Maths.bell(bx - SUN_X + 14, 60 + 0.2 * (by - 350));
      c = ink(c, Vec.rgb(0xe9a23b), take * (0.25 + 0.6 * path));
    }
    return c;
  }

  private static Vec ink(Vec under, Vec ink, double amount) {
    return under.mix(under.mul(ink).mul(1.04), Maths.clamp(amount));
  }

  /** The key block: 1 where it prints, 0 where it was cut away. */
  private double key(double x, double y) {
    Cut cut = cut(x, y);
    double wobble = 0.10 * noise.at(x / 17, y / 17) + 0.05 * noise.at(x / 5, y / 5);
    double wave = Math.abs(2 * Maths.fract(cut.phase() + wobble) - 1);
    // A gouge enters and leaves the wood, so every white line swells along its length.
    double row = Math.floor(cut.phase() + wobble);
    double swell = 0.16 * noise.at(cut.along() / 26 + row * 7.7, row * 3.1);
    double tone = Maths.clamp(cut.tone() + swell * (1 - Math.abs(2 * cut.tone() - 1)));
    // Nobody cuts a line thinner than this, nor leaves one standing.
    if (tone > 0.93 || tone < 0.06) {
      return tone > 0.5 ? 1 : 0;
    }
    return wave < tone ? 1 : 0;
  }

  private Cut cut(double x, double y) {
    double edge = Math.min(Math.min(x, SIZE - x), Math.min(y, SIZE - y));
    if (edge < 7 + 1.5 * noise.at(x / 30, y / 30)) {
      return new Cut(1, 0, 0);
    }
    double pine = pine(x, y);
    if (pine > 0) {
      double needle = noise.at(x / 5, y / 9);
      return new Cut(pine < 2.2 ? 0 : 0.9 + 0.3 * needle, (y + 0.5 * Math.abs(x - 92)) / 7, x);
    }
    if (y > shore(x)) {
      return water(x, y);
    }
    if (y > wood(x)) {
      return forest(x, y);
    }
    return y > ridge(x) ? mountain(x, y) : sky(x, y);
  }

  private Cut sky(double x, double y) {
    double disc = Maths.length(x - SUN_X, y - SUN_Y);
    double turn = Math.atan2(y - SUN_Y, x - SUN_X);
    if (disc < SUN_R + 4) {
      return new Cut(disc > SUN_R - 0.5 && disc < SUN_R + 2.5 ? 1 : 0, 0, 0);
    }
    double cloud = noise.fbm(x / 150 + 2, y / 48 + 7, 3) - 0.10;
    if (cloud > 0) {
      double belly = Maths.smooth(0.0, 0.30, cloud);
      double shade = cloud < 0.022 ? 1 : 0.42 * Maths.smooth(0.5, 1.0, belly);
      return new Cut(shade, cloud * 30 + y / 30, x);
    }
    double ray = 0.10 * Math.sin(turn * 22);
    double tone = 0.12 + 0.66 * Maths.smooth(SUN_R, 380, disc) + ray;
    return new Cut(tone, disc / 8.2, turn * disc);
  }

  /** The heights at which mountain, forest and water begin, from the top. */
  private double ridge(double x) {
    double peak = 150 * Maths.bell(x - 150, 92) + 96 * Maths.bell(x - 296, 60);
    return 334 - peak - 58 * Maths.bell(x - 440, 70) - 16 * noise.fbm(x / 26, 3, 3);
  }

  private Cut mountain(double x, double y) {
    if (y < ridge(x) + 3) {
      return new Cut(1, 0, 0);
    }
    // Each face is cut down its own fall line; the light comes from the sun's side.
    double spur = noise.fbm(x / 46 + 0.012 * y, y / 120, 2);
    boolean lit = noise.fbm(x / 46 + 0.012 * y + 0.12, y / 120, 2) > spur;
    double snow = Maths.smooth(70, 10, y - ridge(x) + 60 * spur) * Maths.smooth(280, 190, y);
    double tone = lit ? 0.16 - 0.3 * snow : 0.80 - 0.25 * snow;
    double lean = lit ? 0.9 : -0.75;
    return new Cut(tone + 0.25 * Maths.smooth(270, 330, y), (x + lean * y) / 7.6, y);
  }

  private double wood(double x) {
    return 330 + 10 * Math.sin(x / 60) - 40 * Maths.bell(x - 512, 110) - 15 * Maths.bell(x, 90);
  }

  private Cut forest(double x, double y) {
    double scale = 26;
    Noise.Cells crown = noise.cells(x / scale, (y * 1.25) / scale);
    double lift = noise.cells(x / scale - 0.14, (y * 1.25) / scale + 0.16).first();
    double light = crown.first() - lift;
    double tone = 0.55 - 2.6 * light;
    if (crown.second() - crown.first() < 0.13) {
      tone = 1;
    }
    return new Cut(tone, crown.first() * scale / 5.6, x + y);
  }

  private double shore(double x) {
    return 372 + 7 * Math.sin(x / 44 + 1) + 4 * noise.at(x / 16, 1) - 12 * Maths.bell(x - 500, 90);
  }

  private Cut water(double x, double y) {
    double depth = y - 352;
    double wave = 5 * Math.sin(x / 29 + 5 * noise.at(x / 120, y / 50)) * (0.4 + depth / 130);
    double phase = 9.0 * Math.log(depth + wave * 0.8) + 0.35 * noise.at(x / 40, y / 14);
    double glitter = Maths.bell(x - SUN_X + 18 * noise.at(y / 13, 4), 34 + 0.22 * depth);
    double tone = 0.42 + 0.32 * Maths.smooth(50, 160, depth) - 0.46 * glitter;
    tone += 0.30 * Math.sin(x / 29 + 1.2 + 5 * noise.at(x / 120, y / 50));
    return new Cut(y < shore(x) + 4 ? 1 : tone, phase, x);
  }

  /** Distance inside the pine on the left, or negative outside. */
  private double pine(double x, double y) {
    double dx = x - 92 - 4 * Math.sin(y / 40);
    double trunk = 4 + 0.012 * y - Math.abs(dx);
    if (y < 70 || y > 505) {
      return -1;
    }
    double tier = Maths.fract((y - 70) / 47);
    double spread = (8 + 0.165 * (y - 70)) * (0.25 + 0.95 * tier) - (y > 440 ? 400 : 0);
    double ragged = 8 * noise.at(x / 7, y / 6) * tier;
    double bough = spread + ragged - Math.abs(dx) - 70 * Math.max(0, tier - 0.86);
    return Math.max(y > 100 ? trunk : -1, bough);
  }
}
