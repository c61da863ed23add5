package io.github.tempera.internal.tiling;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A rectangle of a picture, in pixels. */
record Window(int x, int y, int width, int height) {

  /**
   * Tiles that cover width x height, of about equal size, at most a side long; a single one if the
   * whole has at most twice the area of such a tile.
   */
  static List<Window> tiles(int width, int height, int side, int cell) {
    if ((long) width * height <= 2L * side * side) {
      return List.of(new Window(0, 0, width, height));
    }
    List<Window> tiles = new ArrayList<>();
    int[] columns = cuts(width, side, cell);
    int[] rows = cuts(height, side, cell);
    for (int j = 0; j + 1 < rows.length; j++) {
      for (int i = 0; i + 1 < columns.length; i++) {
        tiles.add(
            new Window(columns[i], rows[j], columns[i + 1] - columns[i], rows[j + 1] - rows[j]));
      }
    }
    return tiles;
  }

  /** Where tiles begin and end along one axis: multiples of a cell. */
  private static int[] cuts(int length, int side, int cell) {
    int cells = length / cell;
    int cellsOfTile = Math.max(1, side / cell);
    int count = (cells + cellsOfTile - 1) / cellsOfTile;
    int[] cuts = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      cuts[i] = Math.toIntExact((long) cells * i / count) * cell;
    }
    return cuts;
  }

  /** This window with a halo, as far as a picture of that size goes. */
  Window grown(int halo, int pictureWidth, int pictureHeight) {
    int left = Math.max(0, x - halo);
    int top = Math.max(0, y - halo);
    int right = Math.min(pictureWidth, right() + halo);
    int bottom = Math.min(pictureHeight, bottom() + halo);
    return new Window(left, top, right - left, bottom - top);
  }

  /** What of a map over this window, of cells of that size, lies over a part of the window. */
  Tensor crop(Tensor map, Window part, int cell) {
    return map.narrow(2, (part.y - y) / cell, part.height / cell)
        .narrow(3, (part.x - x) / cell, part.width / cell);
  }

  int right() {
    return x + width;
  }

  int bottom() {
    return y + height;
  }
}
