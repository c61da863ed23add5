package io.github.tempera.samples.crafts;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.polyline;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import io.github.tempera.samples.drawing.Vec;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** A window of the turn of the century: irises before hills and a low sun, with strong leads. */
public final class LeadedGlass {
  private static final int SIZE = 640;
  private static final int LEAD = 0x0c0c10;
  private final Noise noise = new Noise(1900);
  private final Sheet glass = new Sheet(SIZE, SIZE, 0x7fc4d8);
  private final Sheet leads = new Sheet(SIZE, SIZE, 0xffffff);

  private LeadedGlass() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new LeadedGlass().window();
  }

  private BufferedImage window() {
    sky();
    hills();
    iris(200, 250, 1.15, 0x6a3fb5, 0x9a78dc, 0xd9c9f7);
    iris(430, 190, 1.0, 0x3d50c4, 0x7d95ec, 0xd6e0ff);
    iris(330, 400, 0.9, 0xa83a9c, 0xd880c8, 0xf8d6f0);
    border();
    Canvas light = Canvas.of(glass.image());
    Canvas lead = Canvas.of(leads.image());
    return new Canvas(SIZE, SIZE)
        .fill(
            (x, y) -> {
              double ripple = noise.fbm(x / 46, y / 14, 3);
              double bubble = noise.fbm(x / 7, y / 7, 2);
              double level = 1.02 + 0.34 * ripple + 0.12 * bubble;
              Vec c = light.get((int) x, (int) y);
              Vec lit = c.mul(level).mix(Vec.ONE, Maths.clamp(0.35 * (level - 1.1)));
              return lit.mul(lead.get((int) x, (int) y).x()).add(Vec.grey(0.02));
            })
        .toImage();
  }

  private void pane(Shape shape, int colour) {
    glass.fill(shape, colour);
    leads.fill(shape, 0xffffff).line(shape, 6.5, LEAD);
  }

  private void sky() {
    int[] bands = {0x2f6fb0, 0x5aa2d0, 0x9fd0dc, 0xf3e3a6, 0xf7c05c};
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 6; column++) {
        pane(
            box(20 + 100 * column, 20 + 76 * row, 100, 76),
            shade(bands[row], 0.92 + 0.16 * noise.cell(row, column)));
      }
    }
    pane(disc(320, 352, 92), 0xfff0b0);
    pane(disc(320, 352, 58), 0xffd24a);
    for (int i = 0; i < 9; i++) {
      double a = Math.PI + Math.PI * (i + 0.5) / 9;
      leads.line(
          polyline(
              320 + 92 * Math.cos(a),
              352 + 92 * Math.sin(a),
              320 + 150 * Math.cos(a),
              352 + 150 * Math.sin(a)),
          5,
          LEAD);
    }
  }

  private static int shade(int colour, double by) {
    Vec c = Vec.rgb(colour).mul(by).clamp();
    return (int) (255 * c.x()) << 16 | (int) (255 * c.y()) << 8 | (int) (255 * c.z());
  }

  private void hills() {
    pane(blob(-40, 430, 60, 350, 180, 344, 300, 400, 420, 430, 420, 500, -40, 500), 0x4f8f86);
    pane(blob(240, 470, 380, 380, 520, 340, 700, 360, 700, 520, 240, 520), 0x2f7468);
    pane(blob(-60, 480, 160, 440, 360, 470, 520, 440, 700, 470, 700, 720, -60, 720), 0x1f8a6a);
    for (int i = 0; i < 6; i++) {
      leads.line(
          curve(20 + 110 * i, 470 + 8 * (i % 2), 40 + 106 * i, 540, 10 + 120 * i, 640), 5, LEAD);
      glass.fill(
          blob(24 + 112 * i, 500, 70 + 112 * i, 490, 80 + 112 * i, 640, 20 + 112 * i, 640),
          shade(i % 2 == 0 ? 0x2fa06a : 0x17785c, 1));
    }
    for (double[] reed :
        new double[][] {{70, 330, 110}, {560, 300, 520}, {120, 420, 150}, {590, 420, 560}}) {
      pane(
          blob(
              reed[0] - 3,
              reed[1],
              reed[0] + 18,
              reed[1] + 130,
              reed[2] + 14,
              640,
              reed[2] - 16,
              640,
              reed[0] - 12,
              reed[1] + 130),
          0x57b04a);
    }
  }

  private void iris(double x, double y, double s, int deep, int mid, int pale) {
    pane(
        blob(
            x - 7, y + 60 * s, x + 7, y + 60 * s, x + 16, 560, x + 8, 650, x - 12, 650, x + 2, 560),
        0x3f9a3c);
    double[][] falls = {
      {0, 10, -60, 4, -112, 40, -118, 96, -84, 120, -44, 74},
      {0, 10, -26, 60, -40, 120, 0, 160, 40, 120, 26, 60}
    };
    Shape left = Sheet.placed(blob(falls[0]), x, y, s, 0);
    pane(left, mid);
    pane(Sheet.mirrored(left, x), mid);
    Shape inner = Sheet.placed(blob(-20, 14, -70, 30, -96, 76, -76, 92, -44, 56), x, y, s, 0);
    pane(inner, pale);
    pane(Sheet.mirrored(inner, x), pale);
    pane(Sheet.placed(blob(falls[1]), x, y, s, 0), deep);
    pane(Sheet.placed(blob(0, 34, -14, 76, 0, 128, 14, 76), x, y, s, 0), 0xffc93a);
    Shape wing = Sheet.placed(blob(0, 12, -50, -30, -78, -90, -50, -136, -12, -90), x, y, s, 0);
    pane(wing, mid);
    pane(Sheet.mirrored(wing, x), mid);
    pane(
        Sheet.placed(blob(0, 14, -36, -50, -34, -120, 0, -156, 34, -120, 36, -50), x, y, s, 0),
        deep);
    pane(
        Sheet.placed(blob(0, 10, -14, -40, -10, -100, 0, -120, 10, -100, 14, -40), x, y, s, 0),
        pale);
  }

  private void border() {
    for (int i = 0; i < 16; i++) {
      int colour = i % 2 == 0 ? 0xc8342c : 0xe8a832;
      pane(box(40 * i, 0, 40, 30), colour);
      pane(box(40 * i, 610, 40, 30), colour);
      pane(box(0, 40 * i, 30, 40), colour);
      pane(box(610, 40 * i, 30, 40), colour);
    }
    leads.line(box(30, 30, 580, 580), 9, LEAD);
  }
}
