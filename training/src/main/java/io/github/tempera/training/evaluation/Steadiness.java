package io.github.tempera.training.evaluation;

import io.github.tempera.image.Picture;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How much a painting depends on where its content lies on the pixel grid. A content is painted
 * four times, each time cut a few pixels further on; the paintings are laid over each other again.
 */
final class Steadiness {
  /** How many pixels the content has to be wider and higher than the windows painted. */
  static final int ROOM = 8;

  private static final int RIM = 8;
  private static final List<Shift> SHIFTS =
      List.of(new Shift(0, 0), new Shift(1, 2), new Shift(2, 1), new Shift(3, 3));

  /** Where a window begins in the content. */
  private record Shift(int top, int left) {}

  private Steadiness() {}

  /**
   * The mean distance of the four paintings from their mean, in 1/255, over all channels of what
   * lies at least {@value #RIM} pixels within the window that is not shifted; 0 of whatever paints
   * a moved picture as it paints the picture, moved.
   *
   * @param content a square with a side of at least 17 + {@value #ROOM} pixels
   * @param painter of squares smaller by {@value #ROOM}
   */
  static double of(Picture content, UnaryOperator<Picture> painter) {
    int size = content.width() - ROOM;
    int inner = size - 2 * RIM;
    byte[][] painted = new byte[SHIFTS.size()][];
    for (int i = 0; i < painted.length; i++) {
      Shift shift = SHIFTS.get(i);
      Picture window = PictureList.cut(content, shift.left, shift.top, size);
      painted[i] =
          PictureList.cut(painter.apply(window), RIM - shift.left, RIM - shift.top, inner).rgb();
    }
    long distances = 0;
    for (int i = 0; i < painted[0].length; i++) {
      int sum = 0;
      for (byte[] one : painted) {
        sum += one[i] & 255;
      }
      for (byte[] one : painted) {
        distances += Math.abs(painted.length * (one[i] & 255) - sum);
      }
    }
    return (double) distances / painted.length / painted.length / painted[0].length;
  }
}
