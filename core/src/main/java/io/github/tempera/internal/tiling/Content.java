package io.github.tempera.internal.tiling;

import io.github.tempera.image.Picture;
import io.github.tempera.internal.description.Geometry;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Network;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A picture as the network reads it: its right and lower edge repeated until both sides are
 * multiples of a cell and long enough, cut into tiles.
 */
final class Content {
  private final Picture picture;
  private final Network network;
  private final List<Window> tiles;
  final int width;
  final int height;

  Content(Picture picture, Network network, int tileSize) {
    this.picture = picture;
    this.network = network;
    Geometry geometry = network.geometry();
    this.width = extended(picture.width(), geometry);
    this.height = extended(picture.height(), geometry);
    this.tiles = tiles(picture.width(), picture.height(), network, tileSize);
  }

  /** The tiles of a picture of that size. */
  static List<Window> tiles(int width, int height, Network network, int tileSize) {
    Geometry geometry = network.geometry();
    return Window.tiles(
        extended(width, geometry), extended(height, geometry), tileSize, geometry.cell());
  }

  private static int extended(int side, Geometry geometry) {
    return Math.max(geometry.minimumSide(), geometry.roundUp(side));
  }

  List<Window> tiles() {
    return tiles;
  }

  Picture picture() {
    return picture;
  }

  Window grown(Window window, int halo) {
    return window.grown(halo, width, height);
  }

  /** [1, 3, h, w] in the network's number type */
  Tensor read(Window window) {
    return network.backend().picture(bytes(window), window.width(), window.height());
  }

  /** [1, 3, h, w] in float32, which keeps every byte */
  Tensor exactly(Window window) {
    return network.backend().float32(bytes(window), window.width(), window.height());
  }

  private byte[] bytes(Window window) {
    byte[] from = picture.rgb();
    byte[] to = new byte[3 * window.width() * window.height()];
    int inside = Math.max(0, Math.min(window.right(), picture.width()) - window.x());
    for (int j = 0; j < window.height(); j++) {
      int row = Math.min(window.y() + j, picture.height() - 1) * picture.width();
      int start = 3 * j * window.width();
      System.arraycopy(
          from, 3 * (row + Math.min(window.x(), picture.width() - 1)), to, start, 3 * inside);
      int edge = 3 * (row + picture.width() - 1);
      for (int i = inside; i < window.width(); i++) {
        System.arraycopy(from, edge, to, start + 3 * i, 3);
      }
    }
    return to;
  }

  /** Writes what was painted over a tile [1, 3, h, w] into a picture of this one's size. */
  void write(Tensor painted, Window tile, byte[] to) {
    int w = Math.min(tile.right(), picture.width()) - tile.x();
    int h = Math.min(tile.bottom(), picture.height()) - tile.y();
    if (w <= 0 || h <= 0) {
      return;
    }
    byte[] rows = Backend.bytes(painted.narrow(2, 0, h).narrow(3, 0, w));
    for (int j = 0; j < h; j++) {
      System.arraycopy(
          rows, 3 * j * w, to, 3 * ((tile.y() + j) * picture.width() + tile.x()), 3 * w);
    }
  }
}
