package io.github.tempera.service.telegram.conversation;

import io.github.tempera.service.catalogue.PresetStyle;
import io.github.tempera.service.telegram.conversation.Button.Action;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The styles to choose from, in pages.
 *
 * @param presets all of them, in their order
 */
public record Menu(List<PresetStyle> presets) {
  /** How many styles stand beside each other. */
  public static final int COLUMNS = 3;

  private static final int PAGE = 4 * COLUMNS;
  private static final int KEY_LENGTH = 10;

  /** Takes a copy. */
  public Menu {
    presets = List.copyOf(presets);
  }

  /** A short name of a preset, for buttons: ids of an operator's may be long. */
  static String key(String presetId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(presetId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, KEY_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The id of the preset that a button names; empty if there is none such any more. */
  public Optional<String> presetOf(String key) {
    return presets.stream().map(PresetStyle::id).filter(id -> key(id).equals(key)).findFirst();
  }

  String name(String presetId, Texts texts) {
    Optional<PresetStyle> preset =
        presets.stream().filter(any -> any.id().equals(presetId)).findFirst();
    return texts.styleName(presetId, preset.map(PresetStyle::name).orElse(presetId));
  }

  private int pageCount() {
    return Math.max(1, (presets.size() + PAGE - 1) / PAGE);
  }

  /** The styles on a page that there is, row by row. */
  public List<PresetStyle> onPage(int page) {
    int from = Math.min(presets.size(), page * PAGE);
    return presets.subList(from, Math.min(presets.size(), from + PAGE));
  }

  /** A page that there is: after the last comes the first. */
  public int page(int wanted) {
    return Math.floorMod(wanted, pageCount());
  }

  /** The buttons under a page: they stand as its pictures do. */
  public List<List<Key>> keys(Work draft, int page, Texts texts) {
    List<List<Key>> rows = new ArrayList<>();
    for (PresetStyle preset : onPage(page)) {
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

  /** Whether there is nothing to choose. */
  public boolean isEmpty() {
    return presets.isEmpty();
  }
}
