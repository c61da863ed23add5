package io.github.tempera.samples.crafts;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Sheet;
import java.awt.image.BufferedImage;

/** Folk embroidery: two birds, a tree of life and borders, in red and black crosses on linen. */
public final class CrossStitch {
  private static final int SIZE = 640;
  private static final int STEP = 10;

  /** The left half and the middle column of the picture between the borders. */
  private static final String[] DESIGN = {
    "...............................#",
    "..............................##",
    "...............#.............###",
    "..............###...........####",
    ".............#o#o#.........##o##",
    "............###.###.......##ooo#",
    ".............#o#o#.........##o##",
    "..............###.....#.....####",
    "...............#.....###.....###",
    "...............#....##o##.....##",
    "....#..........#.....###.......#",
    "...###.........##.....#........#",
    "..##o##.........##....#.......##",
    "...###...........##...#......#.#",
    "....#.............##..#.....#..#",
    "....#..####........##.#....#...#",
    ".....##o..##........###...#....#",
    "....#.#....##........##..##....#",
    "......#.....##........##o#.....#",
    "......##.#...##........##......#",
    "....####.##...##........##.....#",
    "...##########..###.......##....#",
    "..####o##o####..####......##...#",
    "..###ooo#o#o####.#####.....##..#",
    "...###o###o#o#####..###.....##.#",
    "....##########o#####.........###",
    "......#########o###...........##",
    "........######..####...........#",
    "..........#.#....#####....#....#",
    "..........#.#......###...#o#...#",
    ".........##.##..........#ooo#..#",
    ".......................##o#o##.#",
    "........................#ooo#.##",
    ".........................#o#.#.#",
    "..........................#.#..#",
    "...........................#...#",
    "..............................##",
    ".............................###",
    "...........................##o##",
    ".........................###ooo#",
    ".......................####o#o##"
  };

  private static final String[] BORDER = {
    "################",
    "................",
    "#...#...#...#...",
    ".#.#.#.#.#.#.#.#",
    "..o...o...o...o.",
    ".#.#.#.#.#.#.#.#",
    "#...#...#...#...",
    "................",
    "################"
  };

  private final Noise noise = new Noise(36);
  private final Sheet sheet = new Sheet(SIZE, SIZE, 0xeee4cf);

  private CrossStitch() {}

  /** The picture. */
  public static BufferedImage paint() {
    return new CrossStitch().stitch();
  }

  private BufferedImage stitch() {
    linen();
    for (int row = 0; row < BORDER.length; row++) {
      for (int column = 0; column < 62; column++) {
        char mark = BORDER[row].charAt(column % 16);
        cross(column + 1, row + 1, mark);
        cross(column + 1, 62 - row, mark);
      }
    }
    for (int row = 0; row < DESIGN.length; row++) {
      for (int column = 0; column < 32; column++) {
        char mark = DESIGN[row].charAt(column);
        cross(column, row + 11, mark);
        cross(62 - column, row + 11, mark);
      }
    }
    return Canvas.of(sheet.image())
        .glaze(
            (x, y, c) ->
                c.mul(1 + 0.08 * noise.fbm(x / 2, y / 2, 2) + 0.05 * noise.fbm(x / 90, y / 90, 2)))
        .toImage();
  }

  private void linen() {
    for (int i = 0; i < SIZE; i += 5) {
      int shade = i % 10 == 0 ? 0xd8cbb0 : 0xe3d7bf;
      sheet.fill(Sheet.box(i, 0, 1.6, SIZE), shade).fill(Sheet.box(0, i, SIZE, 1.6), shade);
    }
  }

  /** Two threads, each lighter along its middle. */
  private void cross(int column, int row, char mark) {
    if (mark == '.') {
      return;
    }
    double x = column * STEP;
    double y = row * STEP;
    boolean red = mark == '#';
    int[] thread =
        red ? new int[] {0x8f1a20, 0xc22a2e, 0xd9504a} : new int[] {0x101522, 0x26304a, 0x43517a};
    double[][] ways = {{x + 1, y + 1, x + 9, y + 9}, {x + 9, y + 1, x + 1, y + 9}};
    for (double[] way : ways) {
      sheet.line(Sheet.polyline(way), 4.4, thread[0]).line(Sheet.polyline(way), 3, thread[1]);
      sheet.line(Sheet.polyline(way), 0.9, thread[2]);
    }
  }
}
