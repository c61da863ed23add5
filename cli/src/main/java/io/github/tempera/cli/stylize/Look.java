package io.github.tempera.cli.stylize;

import io.github.tempera.image.Mask;
import java.util.Collections;
import java.util.List;

/**
 * What a content is painted like.
 *
 * @param name what stands for it in names of files
 * @param styles one or more
 * @param weights one a style
 * @param masks one a style, or none
 */
record Look(String name, List<Source> styles, List<Double> weights, List<Mask> masks) {
  Look {
    styles = List.copyOf(styles);
    weights = List.copyOf(weights);
    masks = List.copyOf(masks);
  }

  static Look single(String name, Source style) {
    return evenly(name, List.of(style), List.of());
  }

  static Look evenly(String name, List<Source> styles, List<Mask> masks) {
    return new Look(name, styles, Collections.nCopies(styles.size(), 1.0), masks);
  }
}
