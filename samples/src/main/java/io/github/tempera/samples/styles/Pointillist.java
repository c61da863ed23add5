package io.github.tempera.samples.styles;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** A river bank at noon in dots of pure colour, each neighbour leaning to the complement. */
public final class Pointillist {
  private static final int SIZE = 512;
  private static final int[] TUBES = {
    0xf7f1dd, 0xf9e04b, 0xf6a821, 0xef6a2c, 0xd8372f, 0xd9568f, 0x8e4aa0, 0x4a3f9c, 0x2456b4,
    0x2f8fd0, 0x7cc6e0, 0x1f9c8f, 0x1f7a45, 0x5fae3c, 0xb5d44a, 0xf2b9a0, 0x22306e
  };
  private final Noise noise = new Noise(29);

  private Pointillist() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new Pointillist().dots();
  }

  private BufferedImage dots() {
    Canvas canvas = new Canvas(SIZE, SIZE);
    canvas.fill(
        (x, y) -> {
          double weave = 0.03 * Math.sin(x * 1.9) * Math.sin(y * 1.9);
          return scene(x, y).mix(Vec.rgb(0xf3ead2), 0.55).mul(1 + weave);
        });
    SplittableRandom random = new SplittableRandom(11);
    layer(canvas, random, 6.4, 4.6);
    layer(canvas, random, 5.4, 3.6);
    layer(canvas, random, 5.0, 3.0);
    return canvas.toImage();
  }

  /** Dots on a jittered grid, in random order so that none of its rows shows. */
  private void layer(Canvas canvas, SplittableRandom random, double pitch, double radius) {
    int cells = (int) (SIZE / pitch) + 2;
    int[] order = new int[cells * cells];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    for (int i : order) {
      double x = (i % cells + random.nextDouble(-0.45, 0.45)) * pitch;
      double y = (Math.floorDiv(i, cells) + random.nextDouble(-0.45, 0.45)) * pitch;
      dot(canvas, x, y, radius * random.nextDouble(0.75, 1.2), tube(scene(x, y), random));
    }
  }

  /**
   * The tube colour that is nearest after a random push, so that mixtures appear only at a
   * distance.
   */
  private static Vec tube(Vec wanted, SplittableRandom random) {
    Vec push = new Vec(nudge(random), nudge(random), nudge(random));
    Vec aim = wanted.saturate(1.35).add(push);
    // Now and then the complement, which makes the rest shine.
    if (random.nextInt(11) == 0) {
      aim = Vec.ONE.sub(wanted).mix(wanted, 0.3).saturate(1.6);
    }
    Vec best = Vec.ONE;
    double least = Double.MAX_VALUE;
    for (int hex : TUBES) {
      Vec c = Vec.rgb(hex);
      Vec d = c.sub(aim);
      double lightness = c.luma() - aim.luma();
      double miss = d.dot(d) + 1.4 * lightness * lightness;
      if (miss < least) {
        least = miss;
        best = c;
      }
    }
    return best.mul(random.nextDouble(0.93, 1.05));
  }

  private static double nudge(SplittableRandom random) {
    return 0.21 * (random.nextDouble() + random.nextDouble() - 1);
  }

  private void dot(Canvas canvas, double x, double y, double r, Vec paint) {
    int reach = (int) Math.ceil(r + 1);
    for (int py = (int) y - reach; py <= (int) y + reach; py++) {
      for (int px = (int) x - reach; px <= (int) x + reach; px++) {
        double dx = px + 0.5 - x;
        double dy = py + 0.5 - y;
        double wobble = 1 + 0.14 * noise.at(x * 0.7 + dx * 0.3, y * 0.7 + dy * 0.3);
        double edge = Maths.length(dx, dy) / (r * wobble);
        double cover = Maths.smooth(1.12, 0.86, edge);
        if (cover > 0) {
          // A blob of paint catches light above and throws a rim of shade below.
          double shade = 1 - 0.10 * (dx + dy) / r * Maths.smooth(0.2, 1, edge);
          canvas.blend(px, py, paint.mul(shade), cover * 0.96);
        }
      }
    }
  }

  private Vec scene(double x, double y) {
    double bank = 268 + 8 * noise.at(x / 60, 2);
    if (y < bank) {
      return land(x, y);
    }
    double lawn = 424 - 0.17 * x + 14 * noise.at(x / 90, 8);
    if (y > lawn) {
      double shade = Maths.smooth(-0.1, 0.35, noise.fbm(x / 90, y / 28, 3) + 0.1);
      Vec sun =
          Vec.rgb(0xc9d84e).mix(Vec.rgb(0xf4dd62), Maths.clamp(0.5 + noise.at(x / 40, y / 20)));
      Vec grass = Vec.rgb(0x1d5a58).mix(sun, shade);
      double poppy = noise.cells(x / 26, y / 17).first();
      return poppy < 0.2 ? Vec.rgb(0xdf3b2e) : grass;
    }
    double ripple = noise.fbm(x / 70, y / 9, 3);
    Vec mirror = land(x + 10 * ripple, 2 * bank - y - 12 + 46 * ripple);
    Vec water = mirror.mix(Vec.rgb(0x3b82c4), 0.38);
    double glint = Maths.smooth(0.22, 0.4, ripple) * Maths.bell(x - 320, 150);
    return boat(x, y, water.mix(Vec.rgb(0xfff0b4), glint));
  }

  private static Vec boat(double x, double y, Vec under) {
    double dx = x - 178;
    double keel = 352 - 0.0016 * dx * dx;
    boolean hull = Math.abs(dx) < 46 && y > 334 - 0.0022 * dx * dx && y < keel;
    boolean sail = y > 236 && y < 330 && dx > -6 && dx < 40 * (y - 236) / 94;
    boolean jib = y > 256 && y < 330 && dx < -9 && dx > -28 * (y - 256) / 74;
    if (hull) {
      return Vec.rgb(y < 341 ? 0xe8843a : 0x5a2a6a);
    }
    return sail || jib ? Vec.rgb(sail ? 0xfdf0cf : 0xf3b38a) : under;
  }

  private Vec land(double x, double y) {
    double hills = 196 - 30 * Math.sin(x / 110 + 0.4) + 10 * noise.at(x / 50, 5);
    double trees =
        214
            - 88 * Maths.bell(x - 440, 74)
            - 52 * Maths.bell(x - 330, 34)
            + 30 * noise.fbm(x / 34, 1, 3)
            - 40 * Maths.bell(x - 30, 60);
    if (y > trees) {
      double leaf = noise.fbm(x / 30, y / 26, 3) + 0.0045 * (trees + 30 - y);
      Vec shade = Vec.rgb(0x27357f).mix(Vec.rgb(0x1f6b4c), Maths.smooth(-0.5, 0.0, leaf));
      Vec crown = shade.mix(Vec.rgb(0xb9cf3f), Maths.smooth(-0.05, 0.38, leaf));
      return y > 254 ? crown.mix(Vec.rgb(0xefc25e), 0.6) : crown;
    }
    if (y > hills) {
      return Vec.rgb(0x6b62b5).mix(Vec.rgb(0xe08a9a), Maths.clamp(0.4 + noise.at(x / 40, y / 30)));
    }
    double cloud = noise.fbm(x / 120 + 4, y / 55, 4);
    Vec sky = Vec.rgb(0x3f86d6).mix(Vec.rgb(0xf6d9a0), Maths.smooth(0, 210, y));
    return sky.mix(Vec.rgb(0xfdeedb), Maths.smooth(0.02, 0.3, cloud));
  }
}
