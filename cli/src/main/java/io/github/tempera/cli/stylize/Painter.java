package io.github.tempera.cli.stylize;

import io.github.tempera.MaskedStyle;
import io.github.tempera.Progress;
import io.github.tempera.Style;
import io.github.tempera.StylizeOptions;
import io.github.tempera.Stylizer;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import java.util.ArrayList;
import java.util.List;

/** Paints a content in a look. */
record Painter(
    Stylizer stylizer, StyleShelf shelf, StylizeOptions options, PreserveColor preserveColor) {

  Picture paint(Picture content, Look look, Progress progress) {
    List<Style> styles = look.styles().stream().map(s -> shelf.style(s, content)).toList();
    return preserveColor.restoreColor(paint(content, styles, look, progress), content);
  }

  private Picture paint(Picture content, List<Style> styles, Look look, Progress progress) {
    if (look.masks().isEmpty()) {
      return stylizer.stylize(content, Style.blend(styles, look.weights()), options, progress);
    }
    List<MaskedStyle> masked = new ArrayList<>();
    for (int i = 0; i < styles.size(); i++) {
      masked.add(new MaskedStyle(styles.get(i), look.masks().get(i)));
    }
    return stylizer.stylize(content, masked, options, progress);
  }
}
