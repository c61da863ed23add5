package io.github.tempera.samples.lines;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.curve;

import io.github.tempera.samples.drawing.Sheet;
import java.awt.image.BufferedImage;

/** A face, a hand and a branch in an even black line on white, over two patches of colour. */
public final class LineDrawing {
  private static final int SIZE = 640;
  private static final int INK = 0x141414;
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xfcfaf6);

  private LineDrawing() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new LineDrawing().draw();
  }

  private BufferedImage draw() {
    sheet.fill(blob(90, 260, 120, 110, 280, 60, 400, 140, 380, 300, 300, 420, 160, 420), 0xf3c3b0);
    sheet.fill(blob(400, 420, 470, 340, 570, 360, 600, 480, 540, 580, 430, 560), 0xb9d2c4);
    face();
    hair();
    branch();
    return sheet.image();
  }

  private void line(double... points) {
    sheet.line(curve(points), 4.6, INK);
  }

  private void face() {
    // Forehead, brow and nose in one go, then the mouth, the chin and the neck.
    line(
        286, 120, 250, 150, 232, 196, 236, 232, 228, 262, 204, 306, 196, 326, 210, 338, 236, 338,
        246, 332);
    line(
        218, 340, 222, 356, 206, 370, 196, 378, 212, 386, 228, 388, 208, 396, 204, 408, 222, 418,
        226, 436, 218, 456, 226, 482, 258, 494, 300, 486, 340, 462);
    line(196, 378, 224, 378, 252, 384, 232, 402, 208, 404);
    line(300, 486, 306, 530, 290, 580, 240, 612, 150, 632);
    line(392, 440, 400, 510, 440, 566, 540, 600, 634, 612);
    // The near eye, closed, and the far one's lashes.
    line(262, 268, 284, 282, 312, 280, 334, 262);
    for (double[] lash :
        new double[][] {
          {268, 274, 262, 286},
          {282, 282, 278, 296},
          {298, 284, 298, 298},
          {314, 280, 320, 293},
          {326, 271, 336, 282}
        }) {
      line(lash);
    }
    line(252, 226, 282, 204, 318, 206, 346, 224);
    line(232, 262, 222, 270, 212, 268);
    line(226, 226, 214, 220, 206, 224);
    line(214, 322, 224, 318, 232, 326);
    // The ear and its ring.
    line(398, 300, 420, 280, 438, 300, 430, 336, 408, 360, 396, 346);
    line(404, 310, 420, 300, 422, 320, 408, 334);
    sheet.line(Sheet.disc(408, 384, 20), 4.6, INK);
  }

  private void hair() {
    line(
        286, 120, 340, 76, 430, 72, 500, 124, 520, 210, 500, 300, 520, 380, 480, 450, 440, 440, 452,
        390, 440, 340);
    line(286, 120, 330, 130, 372, 160, 392, 210, 398, 262, 398, 300);
    line(300, 110, 370, 110, 430, 150, 452, 220, 448, 282);
    line(330, 84, 410, 96, 468, 150, 484, 230, 474, 300, 486, 370, 468, 420);
    line(250, 152, 270, 160, 300, 158, 322, 146);
    line(500, 130, 560, 110, 590, 150, 570, 200, 520, 206);
    line(530, 130, 560, 140, 560, 176, 524, 184);
  }

  private void branch() {
    line(60, 640, 84, 540, 76, 440, 100, 340, 96, 240);
    double[][] leaves = {
      {84, 540, -1}, {80, 480, 1}, {78, 440, -1}, {90, 380, 1}, {100, 332, -1}, {98, 280, 1}
    };
    for (double[] leaf : leaves) {
      double x = leaf[0];
      double y = leaf[1];
      double side = leaf[2];
      line(
          x,
          y,
          x + 22 * side,
          y - 40,
          x + 66 * side,
          y - 62,
          x + 58 * side,
          y - 24,
          x + 30 * side,
          y + 2,
          x,
          y);
      line(x, y, x + 28 * side, y - 22, x + 50 * side, y - 46);
    }
    line(96, 240, 78, 200, 92, 150, 116, 196, 96, 240);
  }
}
