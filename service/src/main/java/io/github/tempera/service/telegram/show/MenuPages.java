package io.github.tempera.service.telegram.show;

import io.github.tempera.service.catalogue.PresetStyle;
import io.github.tempera.service.telegram.conversation.Menu;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/**
 * The pages of the styles, as pictures. The buttons under a page stand as its pictures do, so the
 * pictures need no words (nor the machine any fonts).
 */
public final class MenuPages {
  private static final int SIDE = 256;
  private static final int GAP = 8;

  private final Menu menu;
  private final Map<Integer, byte[]> pages = new ConcurrentHashMap<>();

  /** Pages not drawn yet. */
  public MenuPages(Menu menu) {
    this.menu = menu;
  }

  /** A page's picture, a JPEG. */
  public byte[] jpeg(int page) {
    return pages.computeIfAbsent(page, any -> draw(menu.onPage(page)));
  }

  private static byte[] draw(List<PresetStyle> presets) {
    int columns = Math.min(Menu.COLUMNS, presets.size());
    int rows = (presets.size() + Menu.COLUMNS - 1) / Menu.COLUMNS;
    BufferedImage sheet =
        new BufferedImage(
            columns * (SIDE + GAP) + GAP, rows * (SIDE + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    try {
      for (int i = 0; i < presets.size(); i++) {
        int x = GAP + i % Menu.COLUMNS * (SIDE + GAP);
        int y = GAP + i / Menu.COLUMNS * (SIDE + GAP);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(presets.get(i).thumbnail()));
        int side = Math.min(image.getWidth(), image.getHeight());
        int left = (image.getWidth() - side) / 2;
        int top = (image.getHeight() - side) / 2;
        graphics.drawImage(
            image, x, y, x + SIDE, y + SIDE, left, top, left + side, top + side, null);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(sheet, "jpg", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      graphics.dispose();
    }
  }
}
