package io.github.tempera.service.telegram.conversation;

import io.github.tempera.image.PreserveColor;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.painting.StyleRef;
import io.github.tempera.service.telegram.conversation.Button.Action;
import java.util.ArrayList;
import java.util.List;

/** The buttons under the bot's messages, and the words over them. */
final class Keyboards {
  private Keyboards() {}

  /** Under a result. */
  static List<List<Key>> result(Work work, Texts texts) {
    Order order = work.orderOrThrow();
    String id = work.id();
    List<Key> strength =
        List.of(
            Key.of(texts.get("button.weaker"), new Button(Action.WEAKER, id)),
            Key.of(texts.get("button.stronger"), new Button(Action.STRONGER, id)));
    List<Key> stroke =
        List.of(
            Key.of(texts.get("button.finer"), new Button(Action.FINER, id)),
            Key.of(texts.get("button.coarser"), new Button(Action.COARSER, id)));
    boolean keeps = order.options().preserveColor() != PreserveColor.NONE;
    List<Key> look = new ArrayList<>();
    look.add(
        Key.of(
            texts.get(keeps ? "button.colors.style" : "button.colors.keep"),
            new Button(Action.COLORS, id)));
    if (work.styles().size() == 1) {
      look.add(Key.of(texts.get("button.swap"), new Button(Action.SWAP, id)));
    }
    List<Key> more = new ArrayList<>();
    more.add(Key.of(texts.get("button.another"), new Button(Action.ANOTHER, id)));
    if (!work.full()) {
      more.add(Key.of(texts.get("button.full"), new Button(Action.FULL, id)));
    }
    return List.of(strength, stroke, look, more);
  }

  /** What a result is. */
  static String caption(Work work, Texts texts, Menu menu) {
    Order order = work.orderOrThrow();
    List<String> parts = new ArrayList<>();
    for (OrderedStyle style : order.styles()) {
      if (style.ref() instanceof StyleRef.Preset preset) {
        parts.add(menu.name(preset.id(), texts));
      }
    }
    double alpha = order.options().alpha();
    if (alpha < 1) {
      parts.add(texts.get("caption.strength", String.valueOf(Math.round(100 * alpha))));
    }
    if (order.options().preserveColor() != PreserveColor.NONE) {
      parts.add(texts.get("caption.colors"));
    }
    String line = String.join(" · ", parts);
    if (work.full() && !work.content().file()) {
      Received content = work.content();
      String size = content.width() + " × " + content.height();
      line = (line + "\n" + texts.get("full.photo", size)).strip();
    }
    return line;
  }

  /** Under the message that tells how far a work is. */
  static List<List<Key>> ticket(String work, Texts texts) {
    return List.of(List.of(Key.of(texts.get("button.cancel"), new Button(Action.CANCEL, work))));
  }
}
