package io.github.tempera.samples.styles;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Bamboo before misty peaks: graded ink washes, dry brush and one vermilion seal. */
public final class InkWash {
  private static final int SIZE = 512;
  private final Noise noise = new Noise(600);
  private final SplittableRandom random = new SplittableRandom(60);
  private final Canvas ink = new Canvas(SIZE, SIZE);

  private InkWash() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new InkWash().scroll();
  }

  private BufferedImage scroll() {
    ink.fill(this::mountains);
    stalk(388, 540, 330, -20, 15, 0.95);
    stalk(452, 540, 470, -20, 11, 0.7);
    stalk(96, 540, 128, 150, 8, 0.5);
    tuft(352, 110, 2.6, 1);
    tuft(372, 170, 2.3, 0.9);
    tuft(340, 60, 2.9, 1);
    tuft(458, 120, 2.2, 0.75);
    tuft(462, 40, 2.5, 0.7);
    tuft(404, 262, 2.0, 0.95);
    tuft(330, 236, 2.8, 0.85);
    tuft(120, 190, 0.7, 0.5);
    tuft(106, 300, 1.1, 0.55);
    tuft(420, 350, 2.5, 0.9);
    tuft(460, 250, 1.4, 0.7);
    Canvas out = new Canvas(SIZE, SIZE);
    out.fill((x, y) -> seal(x, y, paper(x, y, ink.get((int) x, (int) y).x())));
    return out.toImage();
  }

  private Vec paper(double x, double y, double dark) {
    double fibre = noise.fbm(x / 2.4, y / 2.4, 2) + 0.7 * noise.fbm(x / 30, y / 1.6, 2);
    Vec silk = Vec.rgb(0xe9dfc8).mul(1 + 0.03 * fibre + 0.05 * noise.fbm(x / 120, y / 120, 2));
    double grain = 1 + 0.28 * fibre;
    return silk.mul(Math.exp(-2.6 * Math.max(0, dark) * grain)).add(0, 0, 0.012 * dark);
  }

  /** Five ranges, each before the last, and mist that hides their feet. */
  private Vec mountains(double x, double y) {
    double dark = 0.05 * Maths.clamp(noise.fbm(x / 140, y / 90, 3) + 0.3);
    for (int i = 0; i < 5; i++) {
      double peak =
          150 + i * 62 - (120 - 16 * i) * noise.ridged(x / (190 - 12 * i) + 5.3 * i, i, 3);
      double d = y - peak - 26 * noise.fbm(x / 24, i + 3.0, 4);
      double body = Maths.smooth(-1.5, 2.5, d) * Math.exp(-Math.max(0, d) / (46.0 + 8 * i));
      double strokes = noise.fbm(x / 9 + 0.05 * y, y / 42 + i * 9, 3);
      double texture = 0.55 + 1.5 * Math.max(0, strokes) + 0.5 * noise.fbm(x / 40, y / 30 + i, 3);
      double rim = 0.5 * Maths.bell(d - 2, 4) * Maths.smooth(-0.2, 0.3, noise.at(x / 22, i * 3.0));
      double strength = 0.20 + 0.15 * i;
      dark = dark * (1 - 0.75 * body) + strength * (body * texture + rim * body);
    }
    double mist = Maths.smooth(0.0, 0.35, noise.fbm(x / 170 + 3, y / 60, 3)) * 0.7;
    return Vec.grey(dark * (1 - mist));
  }

  private void stalk(double x0, double y0, double x1, double y1, double radius, double tone) {
    int joints = (int) Math.max(3, Maths.length(x1 - x0, y1 - y0) / 92);
    for (int j = 0; j < joints; j++) {
      double a = (j + 0.035) / joints;
      double b = (j + 0.965) / joints;
      double r = radius * (1.05 - 0.35 * j / joints);
      brush(
          Maths.lerp(x0, x1, a),
          Maths.lerp(y0, y1, a),
          Maths.lerp(x0, x1, b),
          Maths.lerp(y0, y1, b),
          new Touch(r, r, tone, 0.32, 3));
      double kx = Maths.lerp(x0, x1, b);
      double ky = Maths.lerp(y0, y1, b);
      brush(kx - r, ky - 5, kx + r, ky - 4, new Touch(2.6, 2.2, tone + 0.3, 0.1, 1));
    }
  }

  /** Leaves from one point of a stalk that hang about the same way. */
  private void tuft(double x, double y, double aim, double tone) {
    int blades = 5 + random.nextInt(4);
    for (int i = 0; i < blades; i++) {
      double turn = aim + random.nextDouble(-0.9, 0.9) - 0.3;
      leaf(x, y, turn, random.nextDouble(52, 104), tone);
    }
  }

  private void leaf(double x, double y, double aim, double length, double tone) {
    double ex = x + length * Math.cos(aim);
    double ey = y + length * Math.abs(Math.sin(aim)) + 0.16 * length;
    double fat = random.nextDouble(5.5, 9.5);
    brush(x, y, ex, ey, new Touch(fat, 0, tone * random.nextDouble(0.7, 1.15), 0.05, 6));
  }

  /** Width at the start and the end (0 for a leaf), ink, dryness, how far the stroke bows. */
  private record Touch(double from, double to, double tone, double dry, double bow) {}

  private void brush(double ax, double ay, double bx, double by, Touch touch) {
    int mood = random.nextInt(5000);
    double length = Maths.length(bx - ax, by - ay);
    double ux = (bx - ax) / length;
    double uy = (by - ay) / length;
    ink.glaze(
        (x, y, under) -> {
          double s = (x - ax) * ux + (y - ay) * uy;
          double t = s / length;
          if (t < -0.1 || t > 1.1) {
            return under;
          }
          double side = (x - ax) * uy - (y - ay) * ux - touch.bow() * Math.sin(Math.PI * t);
          double width = Maths.lerp(touch.from(), touch.to(), t);
          if (touch.to() == 0) {
            width = touch.from() * Math.pow(Math.sin(Math.PI * Maths.clamp(0.06 + 0.94 * t)), 0.8);
          }
          double edge = Math.abs(side) + 0.9 * noise.at(x / 6, y / 6 + mood);
          double cover = Maths.smooth(width + 0.9, width - 0.9, edge);
          cover *= Maths.smooth(-2.5, 2, s) * Maths.smooth(length + 2.5, length - 2, s);
          if (cover <= 0) {
            return under;
          }
          double bristle = noise.fbm(side * 0.55 + mood, s * 0.018, 3);
          double dryness = Maths.smooth(0.5, -0.1, bristle + 0.5 - touch.dry() * (0.6 + 0.6 * t));
          double flank = 0.65 + 0.5 * Math.pow(Math.min(1, Math.abs(side) / Math.max(1, width)), 2);
          double wet = touch.tone() * flank * (1 - 0.85 * dryness) * (0.85 + 0.5 * bristle);
          return under.mix(Vec.grey(Math.max(under.x(), wet)), cover);
        });
  }

  private Vec seal(double x, double y, Vec under) {
    double wobble = 1.5 * noise.at(x / 8, y / 8);
    double dx = Math.abs(x - 62) + wobble;
    double dy = Math.abs(y - 436) + wobble;
    double box = Maths.smooth(23, 21.5, Math.max(dx, dy));
    // Invented strokes, not a character of any script.
    boolean bar = Math.abs(x - 62) < 13 && (Math.abs(y - 424) < 2.3 || Math.abs(y - 448) < 2.3);
    boolean post = Math.abs(y - 436) < 14 && (Math.abs(x - 55) < 2.1 || Math.abs(x - 69) < 2.1);
    double worn = Maths.smooth(-0.45, -0.1, noise.fbm(x / 4, y / 4, 3));
    return under.mix(Vec.rgb(0xc0301c), bar || post ? 0.08 * box : 0.92 * box * worn);
  }
}
