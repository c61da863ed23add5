package io.github.tempera.service.telegram;

import io.github.tempera.service.catalogue.Catalogue;
import io.github.tempera.service.catalogue.PresetStyle;
import io.github.tempera.service.store.PictureStore;
import io.github.tempera.service.telegram.Button.Action;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/**
 * The styles to choose from, as pages of pictures. The buttons under a page stand as its pictures
 * do, so the pictures need no words (nor the machine any fonts).
 */
final class Menu {
  static final int COLUMNS = 3;
  static final int PAGE = 4 * COLUMNS;

  private static final int SIDE = 256;
  private static final int GAP = 8;
  private static final int KEY_LENGTH = 10;

  private final Catalogue catalogue;
  private final Map<Integer, byte[]> pages = new ConcurrentHashMap<>();

  Menu(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** A short name of a preset, for buttons: ids of an operator's may be long. */
  static String key(String presetId) {
    return PictureStore.hash(presetId.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_LENGTH);
  }

  Optional<String> presetOf(String key) {
    return catalogue.presets().stream()
        .map(PresetStyle::id)
        .filter(id -> key(id).equals(key))
        .findFirst();
  }

  String name(String presetId, Texts texts) {
    return texts.styleName(
        presetId, catalogue.preset(presetId).map(PresetStyle::name).orElse(presetId));
  }

  private int pageCount() {
    return Math.max(1, (catalogue.presets().size() + PAGE - 1) / PAGE);
  }

  private List<PresetStyle> presets(int page) {
    List<PresetStyle> all = catalogue.presets();
    int from = Math.min(all.size(), page * PAGE);
    return all.subList(from, Math.min(all.size(), from + PAGE));
  }

  /** A page that there is. */
  int page(int wanted) {
    return Math.floorMod(wanted, pageCount());
  }

  List<List<Key>> keys(Work draft, int page, Texts texts) {
    List<List<Key>> rows = new ArrayList<>();
    for (PresetStyle preset : presets(page)) {
      if (rows.isEmpty() || rows.get(rows.size() - 1).size() == COLUMNS) {
        rows.add(new ArrayList<>());
      }
      rows.get(rows.size() - 1)
          .add(
              Key.of(
                  name(preset.id(), texts),
                  new Button(Action.PRESET, draft.id(), key(preset.id()))));
    }
    if (pageCount() > 1) {
      rows.add(List.of(turn("◀", draft, page - 1), turn("▶", draft, page + 1)));
    }
    return rows;
  }

  private Key turn(String label, Work draft, int page) {
    return Key.of(label, new Button(Action.PAGE, draft.id(), String.valueOf(page(page))));
  }

  boolean isEmpty() {
    return catalogue.presets().isEmpty();
  }

  /** The page's pictures, a JPEG. */
  byte[] picture(int page) {
    return pages.computeIfAbsent(page, any -> draw(presets(page)));
  }

  private static byte[] draw(List<PresetStyle> presets) {
    int columns = Math.min(COLUMNS, presets.size());
    int rows = (presets.size() + COLUMNS - 1) / COLUMNS;
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
        int x = GAP + i % COLUMNS * (SIDE + GAP);
        int y = GAP + i / COLUMNS * (SIDE + GAP);
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
