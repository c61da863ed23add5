package io.github.tempera.training.show;

import io.github.tempera.image.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Squares of one size in rows and columns, with a caption over each column. */
public final class PictureSheet {
  private static final int GAP = 8;
  private static final int CAPTION = 30;

  private final int size;
  private final BufferedImage image;
  private final Graphics2D graphics;

  /**
   * An empty sheet.
   *
   * @param rows how many
   * @param columns how many
   * @param size side of the squares in pixels
   */
  public PictureSheet(int rows, int columns, int size) {
    this.size = size;
    image =
        new BufferedImage(
            columns * (size + GAP) + GAP,
            CAPTION + rows * (size + GAP),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.DARK_GRAY);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  /** Writes over a column. */
  public void caption(int column, String caption) {
    graphics.drawString(caption, GAP + column * (size + GAP), CAPTION - 9);
  }

  /** Puts a picture in its place. */
  public void put(int row, int column, Picture picture) {
    graphics.drawImage(
        picture.toBufferedImage(), GAP + column * (size + GAP), CAPTION + row * (size + GAP), null);
  }

  /** The sheet, to which nothing can be added any more. */
  public BufferedImage finished() {
    graphics.dispose();
    return image;
  }
}
