package io.github.tempera.cli.stylize;

import io.github.tempera.image.Mask;
import java.util.Collections;
import java.util.List;

/**
 * A look as the command line names it: its styles are files still.
 *
 * @param name what stands for it in names of files
 * @param styles one or more
 * @param weights one a style
 * @param masks one a style, or none
 */
record NamedLook(String name, List<Source> styles, List<Double> weights, List<Mask> masks) {
  NamedLook {
    styles = List.copyOf(styles);
    weights = List.copyOf(weights);
    masks = List.copyOf(masks);
  }

  static NamedLook single(String name, Source style) {
    return evenly(name, List.of(style), List.of());
  }

  static NamedLook evenly(String name, List<Source> styles, List<Mask> masks) {
    return new NamedLook(name, styles, Collections.nCopies(styles.size(), 1.0), masks);
  }
}
