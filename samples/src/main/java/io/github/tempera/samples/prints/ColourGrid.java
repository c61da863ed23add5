package io.github.tempera.samples.prints;

import static io.github.tempera.samples.drawing.Sheet.box;

import io.github.tempera.samples.drawing.Sheet;
import java.awt.image.BufferedImage;

/** Black bars that part white from a few fields of red, blue and yellow. */
public final class ColourGrid {
  private static final int SIZE = 640;
  private static final int RED = 0xd01c1f;
  private static final int BLUE = 0x1c3f94;
  private static final int YELLOW = 0xf7cf1d;
  private static final int BLACK = 0x121212;
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xf4f1ea);

  private ColourGrid() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new ColourGrid().compose();
  }

  private BufferedImage compose() {
    field(150, 0, 318, 236, RED);
    field(0, 428, 150, 212, BLUE);
    field(468, 236, 172, 104, YELLOW);
    field(560, 520, 80, 120, RED);
    field(0, 0, 150, 92, 0xe3e0d8);
    field(322, 428, 146, 92, BLUE);
    field(150, 520, 172, 120, YELLOW);
    field(468, 340, 92, 88, BLACK);
    bar(150, 0, 16, SIZE);
    bar(468, 0, 18, SIZE);
    bar(0, 236, SIZE, 18);
    bar(0, 428, SIZE, 16);
    bar(322, 236, 10, SIZE - 236);
    bar(468, 340, SIZE - 468, 12);
    bar(560, 340, 12, SIZE - 340);
    bar(150, 520, SIZE - 150, 12);
    bar(0, 92, 150, 12);
    bar(0, 332, 150, 10);
    bar(64, 332, 8, 96);
    bar(552, 0, 8, 236);
    return sheet.image();
  }

  private void field(double x, double y, double width, double height, int colour) {
    sheet.fill(box(x, y, width, height), colour);
  }

  private void bar(double x, double y, double width, double height) {
    sheet.fill(box(x, y, width, height), BLACK);
  }
}
