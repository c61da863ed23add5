package io.github.tempera.samples.prints;

import static io.github.tempera.samples.drawing.Sheet.blob;
import static io.github.tempera.samples.drawing.Sheet.box;
import static io.github.tempera.samples.drawing.Sheet.curve;
import static io.github.tempera.samples.drawing.Sheet.disc;
import static io.github.tempera.samples.drawing.Sheet.mirrored;
import static io.github.tempera.samples.drawing.Sheet.oval;

import io.github.tempera.samples.drawing.Sheet;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** A woman's head in printer's dots, flat primaries and fat black outlines. */
public final class PopDots {
  private static final int SIZE = 640;
  private static final int BLACK = 0x101014;
  private static final int YELLOW = 0xffd91a;
  private static final int RED = 0xe5202c;
  private static final int BLUE = 0x1f5fd0;
  private static final double AXIS = 330;
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xffffff);

  private PopDots() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new PopDots().print();
  }

  private BufferedImage print() {
    sheet.fill(box(0, 0, SIZE, SIZE), 0x8fd3f4);
    dots(box(0, 0, SIZE, SIZE), 14, 4.6, BLUE);
    Shape back =
        blob(
            130, 330, 120, 160, 230, 60, 370, 44, 500, 110, 548, 250, 540, 420, 588, 560, 470, 600,
            200, 600, 92, 540);
    sheet.ink(back, YELLOW, 9, BLACK);
    Shape shoulders = blob(60, 690, 120, 580, 260, 540, 400, 540, 540, 580, 610, 690);
    sheet.ink(shoulders, RED, 9, BLACK);
    Shape neck = blob(262, 450, 256, 560, 330, 612, 404, 560, 398, 450);
    skin(neck, 8);
    Shape face =
        blob(
            212, 260, 222, 380, 268, 462, 330, 494, 392, 462, 438, 380, 448, 260, 420, 160, 330,
            126, 240, 160);
    skin(face, 8);
    features();
    Shape fringe =
        blob(
            196, 330, 186, 180, 270, 92, 400, 92, 470, 180, 466, 330, 440, 240, 400, 190, 300, 196,
            240, 240);
    sheet.ink(fringe, YELLOW, 9, BLACK);
    strands();
    return sheet.image();
  }

  private void skin(Shape shape, double outline) {
    sheet.fill(shape, 0xffeee0);
    dots(shape, 11, 3.3, 0xf0605a);
    sheet.line(shape, outline, BLACK);
  }

  private void features() {
    Shape eye = blob(246, 296, 272, 274, 302, 282, 314, 302, 286, 314, 260, 310);
    Shape lid = curve(238, 296, 270, 266, 304, 274, 322, 300);
    Shape brow = curve(238, 250, 270, 228, 312, 240);
    Shape shade = blob(242, 280, 270, 252, 310, 262, 318, 284, 290, 268, 262, 270);
    for (boolean left : new boolean[] {true, false}) {
      sheet.fill(side(shade, left), BLUE);
      sheet.ink(side(eye, left), 0xffffff, 4, BLACK);
      sheet.within(side(eye, left));
      sheet.fill(side(disc(284, 295, 16), left), BLUE).fill(side(disc(284, 295, 8), left), BLACK);
      sheet.within(null);
      sheet.fill(disc(left ? 289 : 381, 289, 4), 0xffffff);
      sheet.line(side(lid, left), 8, BLACK).line(side(brow, left), 10, BLACK);
    }
    sheet.line(curve(340, 300, 348, 352, 354, 372, 334, 382, 318, 376), 5, BLACK);
    Shape lips =
        blob(284, 422, 310, 406, 330, 414, 350, 406, 376, 422, 352, 446, 330, 450, 308, 446);
    sheet
        .ink(lips, RED, 5, BLACK)
        .line(curve(286, 422, 312, 426, 330, 422, 350, 426, 374, 422), 4, BLACK);
    sheet.fill(oval(318, 437, 12, 4), 0xffffff);
    sheet.ink(disc(200, 404, 18), 0xffffff, 6, BLACK).ink(disc(462, 404, 18), 0xffffff, 6, BLACK);
    // A tear.
    sheet.ink(blob(404, 318, 420, 352, 404, 372, 388, 352), 0xdff3ff, 5, BLACK);
  }

  private static Shape side(Shape shape, boolean left) {
    return left ? shape : mirrored(shape, AXIS);
  }

  private void strands() {
    sheet.line(curve(330, 60, 250, 96, 200, 170, 184, 260), 6, BLACK);
    sheet.line(curve(350, 66, 440, 100, 492, 180, 500, 300), 6, BLACK);
    sheet.line(curve(150, 330, 140, 420, 168, 500, 150, 560), 7, BLACK);
    sheet.line(curve(506, 330, 500, 430, 530, 500, 512, 570), 7, BLACK);
    sheet.line(curve(180, 420, 176, 480, 204, 540), 5, BLACK);
    sheet.line(curve(476, 440, 470, 500, 490, 560), 5, BLACK);
    sheet.line(curve(270, 76, 210, 120, 176, 190), 4, 0xffffff);
    sheet.line(curve(400, 66, 470, 110, 512, 170), 4, 0xffffff);
  }

  /** Dots on a grid turned by 45 degrees. */
  private void dots(Shape where, double pitch, double radius, int colour) {
    sheet.within(where);
    for (int row = 0; row * pitch / 2 < SIZE + pitch; row++) {
      for (double x = row % 2 * pitch / 2; x < SIZE + pitch; x += pitch) {
        sheet.fill(disc(x, row * pitch / 2, radius), colour);
      }
    }
    sheet.within(null);
  }
}
