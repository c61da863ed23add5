package io.github.tempera.samples.lines;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;

/** A balloon over the mountains, engraved: lines that follow the forms and swell in the shade. */
public final class Engraving {
  private static final int SIZE = 640;
  private static final Turned BALLOON =
      new Turned(
          300, 60, 0, 63, 40, 78, 92, 110, 142, 170, 182, 230, 190, 300, 164, 360, 116, 410, 66,
          440, 34, 446, 0);
  private static final Turned BASKET = new Turned(300, 506, 0, 507, 34, 516, 36, 548, 28, 556, 0);
  private final Noise noise = new Noise(1783);

  /** How dark the form is here, 0 to 1, and where the point lies across the run of lines. */
  private record Cut(double dark, double phase) {}

  private Engraving() {}

  /** The picture. */
  public static BufferedImage paint() {
    Engraving plate = new Engraving();
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              double ink = 0;
              for (int i = 0; i < 16; i++) {
                ink +=
                    plate.inked(x - 0.375 + 0.25 * (i % 4), y - 0.375 + 0.25 * Math.floorDiv(i, 4))
                        ? 1
                        : 0;
              }
              double fibre = 1 + 0.03 * plate.noise.fbm(x / 4, y / 4, 2);
              return Vec.rgb(0xf3ead2).mul(fibre).mix(Vec.rgb(0x1d1a17), ink / 16);
            })
        .toImage();
  }

  private boolean inked(double x, double y) {
    double edge = Math.min(Math.min(x, SIZE - x), Math.min(y, SIZE - y));
    if (edge < 30) {
      return (edge > 17 && edge < 21) || (edge > 24 && edge < 25.5);
    }
    Cut cut = cut(x, y);
    double wave = Math.abs(2 * Maths.fract(cut.phase() + 0.05 * noise.at(x / 24, y / 24)) - 1);
    return cut.dark() > 0.97 || wave < cut.dark();
  }

  private Cut cut(double x, double y) {
    if (BALLOON.covers(x, y)) {
      return balloon(x, y);
    }
    if (BASKET.covers(x, y)) {
      boolean weave = (Math.floor(x / 5) + Math.floor(y / 5)) % 2 == 0;
      return new Cut(weave ? 0.9 - 0.5 * BASKET.light(x, y) : 0.5, y / 3);
    }
    double dx = x - 300;
    if (y > 440 && y < 507) {
      for (double top : new double[] {-32, -11, 11, 32}) {
        if (Math.abs(dx - top * (1 - 0.02 * (y - 440) / 60)) < 1.2) {
          return new Cut(1, 0);
        }
      }
    }
    return y > ridge(x) ? mountains(x, y) : sky(x, y);
  }

  private Cut balloon(double x, double y) {
    double light = BALLOON.light(x, y);
    double r = BALLOON.radius(y);
    double around = Math.asin(Maths.clamp((x - BALLOON.x()) / r, -1, 1)) / Math.PI * 10;
    double seam = Math.min(Maths.fract(around), 1 - Maths.fract(around)) * r * Math.PI / 10;
    double bow = y - 0.20 * BALLOON.height(x, y);
    boolean dark = Math.floorMod((int) Math.floor(around), 2) == 0;
    if (r - Math.abs(x - BALLOON.x()) < 1.8) {
      return new Cut(1, 0);
    }
    // Two bands run around it, with a festoon beneath the lower one.
    double belt = bow - 262;
    if (Math.abs(belt) < 2 || Math.abs(belt - 34) < 2) {
      return new Cut(1, 0);
    }
    if (belt > 0 && belt < 34) {
      double star = Maths.length((Maths.fract(around) - 0.5) * r / 4, belt - 17);
      return new Cut(star < 9 ? 0.03 : 0.75 - 0.4 * light, bow / 3.4);
    }
    double festoon = bow - 300 - 26 * Math.sin(Math.PI * Maths.fract(around));
    if (Math.abs(festoon) < 1.5 && bow > 296) {
      return new Cut(1, 0);
    }
    double tone = (dark ? 0.86 : 0.46) - (dark ? 0.52 : 0.50) * light;
    if (seam < 0.9 && light < 0.9) {
      return new Cut(1, 0);
    }
    return new Cut(tone, bow / 4.6);
  }

  private Cut sky(double x, double y) {
    double cloud = noise.fbm(x / 130 + 3, y / 60, 4) + 0.25 * Maths.smooth(330, 520, y);
    double billow = noise.fbm(x / 130 + 3.1, y / 60 + 0.16, 4) + 0.25 * Maths.smooth(330, 520, y);
    if (cloud > 0.16) {
      double shade = 0.06 + 1.5 * Math.max(0, cloud - billow + 0.05);
      return new Cut(Math.min(0.55, shade), (y + 70 * cloud) / 5.2);
    }
    return new Cut(0.34 + 0.26 * Maths.smooth(420, 60, y) - 0.1 * cloud, y / 5.2);
  }

  private double ridge(double x) {
    return 560
        - 74 * Maths.bell(x - 520, 70)
        - 46 * Maths.bell(x - 430, 44)
        - 60 * Maths.bell(x - 96, 80)
        - 12 * noise.fbm(x / 22, 6, 3);
  }

  private Cut mountains(double x, double y) {
    if (y < ridge(x) + 1.6) {
      return new Cut(1, 0);
    }
    double spur = noise.fbm(x / 40 + 0.010 * y, y / 90, 3);
    boolean lit = noise.fbm(x / 40 + 0.010 * y + 0.10, y / 90, 3) > spur;
    double lean = lit ? 0.8 : -0.9;
    return new Cut(lit ? 0.16 : 0.72, (x + lean * y) / 5.4);
  }
}
