package io.github.tempera.training.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Ways to draw a picture anew. */
final class Drawing {
  private static final double PAPER = 245;

  private Drawing() {}

  /** Dark lines on light paper where the picture has edges, with some of its shades. */
  static void pencil(Canvas canvas, SplittableRandom random) {
    Canvas from = canvas.blurred(1);
    double pressure = random.nextDouble(2, 6);
    double shade = random.nextDouble(0.5);
    for (int y = 0; y < canvas.side(); y++) {
      for (int x = 0; x < canvas.side(); x++) {
        double across = from.lightness(x + 1, y) - from.lightness(x - 1, y);
        double down = from.lightness(x, y + 1) - from.lightness(x, y - 1);
        double grey =
            PAPER - pressure * Math.hypot(across, down) - shade * (255 - from.lightness(x, y));
        canvas.set(x, y, grey, grey, grey);
      }
    }
  }

  /** Every pixel of the blurred picture in the nearest of three to eight colours (k-means). */
  static void fewColours(Canvas canvas, SplittableRandom random) {
    Canvas from = canvas.blurred(1 + random.nextInt(2));
    int side = canvas.side();
    double[][] colours = new double[3 + random.nextInt(6)][];
    Arrays.setAll(colours, i -> from.at(random.nextInt(side), random.nextInt(side)));
    for (int round = 0; round < 3; round++) {
      double[][] sums = new double[colours.length][4];
      for (int y = 0; y < side; y += 2) {
        for (int x = 0; x < side; x += 2) {
          double[] colour = from.at(x, y);
          double[] sum = sums[nearest(colours, colour)];
          for (int c = 0; c < 3; c++) {
            sum[c] += colour[c];
          }
          sum[3]++;
        }
      }
      for (int i = 0; i < colours.length; i++) {
        if (sums[i][3] > 0) {
          double count = sums[i][3];
          colours[i] = Arrays.stream(sums[i], 0, 3).map(sum -> sum / count).toArray();
        }
      }
    }
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        canvas.set(x, y, colours[nearest(colours, from.at(x, y))]);
      }
    }
  }

  private static int nearest(double[][] colours, double[] to) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < colours.length; i++) {
      double distance = 0;
      for (int c = 0; c < 3; c++) {
        distance += (colours[i][c] - to[c]) * (colours[i][c] - to[c]);
      }
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  /** The picture is cut in two again and again; each rectangle gets its mean colour. */
  static void flatBlocks(Canvas canvas, SplittableRandom random) {
    int line = random.nextInt(3);
    int least = 4 + random.nextInt(12);
    split(canvas, 0, 0, canvas.side(), canvas.side(), least, line, random);
  }

  private static void split(
      Canvas canvas,
      int left,
      int top,
      int right,
      int bottom,
      int least,
      int line,
      SplittableRandom random) {
    int width = right - left;
    int height = bottom - top;
    boolean small = Math.max(width, height) < canvas.side() / 3;
    if (Math.max(width, height) < 2 * least || (small && random.nextInt(5) == 0)) {
      fill(canvas, left, top, right, bottom, line);
    } else if (width >= height) {
      int at = left + random.nextInt(least, width - least + 1);
      split(canvas, left, top, at, bottom, least, line, random);
      split(canvas, at, top, right, bottom, least, line, random);
    } else {
      int at = top + random.nextInt(least, height - least + 1);
      split(canvas, left, top, right, at, least, line, random);
      split(canvas, left, at, right, bottom, least, line, random);
    }
  }

  /** One colour, but for dark lines on the left and at the top. */
  private static void fill(Canvas canvas, int left, int top, int right, int bottom, int line) {
    double[] colour = canvas.mean(left, top, right, bottom);
    double[] dark = Arrays.stream(colour).map(value -> value / 8).toArray();
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        canvas.set(x, y, x - left < line || y - top < line ? dark : colour);
      }
    }
  }

  /**
   * Families of wavering parallel strokes on paper, in ink or in the picture's colours: the darker
   * a place, the more families pass over it.
   */
  static void hatching(Canvas canvas, SplittableRandom random) {
    Canvas from = canvas.blurred(1);
    boolean ink = random.nextBoolean();
    int families = 2 + random.nextInt(3);
    double apart = random.nextDouble(3, 8);
    double thick = apart * random.nextDouble(0.25, 0.5);
    double first = random.nextDouble(Math.PI);
    double turn = random.nextDouble(0.4, 1.2);
    double waver = random.nextDouble(1.5);
    double wave = random.nextDouble(0.05, 0.2);
    for (int y = 0; y < canvas.side(); y++) {
      for (int x = 0; x < canvas.side(); x++) {
        double darkness = 1 - from.lightness(x, y) / 255;
        boolean stroke = false;
        for (int family = 0; family < families; family++) {
          double angle = first + family * turn;
          double along = x * Math.cos(angle) + y * Math.sin(angle);
          double across = y * Math.cos(angle) - x * Math.sin(angle);
          double place = across + waver * Math.sin(wave * along + family);
          stroke |=
              place - apart * Math.floor(place / apart) < thick
                  && darkness > (family + 0.3) / (families + 0.6);
        }
        double[] colour = from.at(x, y);
        if (!stroke) {
          canvas.set(x, y, PAPER, PAPER, PAPER - 8);
        } else if (ink) {
          canvas.set(x, y, Arrays.stream(colour).map(value -> value / 5).toArray());
        } else {
          canvas.set(x, y, colour);
        }
      }
    }
  }
}
