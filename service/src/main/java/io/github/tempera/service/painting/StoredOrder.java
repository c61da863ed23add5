package io.github.tempera.service.painting;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.tempera.StylizeOptions;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.PreserveColor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is written down in JSON.
 *
 * @param version of this form
 * @param stroke null if that was before there was a choice
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StoredOrder(
    int version,
    String model,
    String content,
    List<OrderedStyle> styles,
    double alpha,
    PreserveColor preserveColor,
    int size,
    @Nullable Double stroke,
    Format format,
    int quality,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean orPng) {
  /** The form that this version writes and reads. */
  private static final int VERSION = 1;

  static StoredOrder of(Order order) {
    StylizeOptions options = order.options();
    return new StoredOrder(
        VERSION,
        order.model(),
        order.content(),
        order.styles(),
        options.alpha(),
        options.preserveColor(),
        order.size(),
        options.stroke(),
        order.format(),
        order.quality(),
        order.orPng());
  }

  /**
   * @throws TemperaException if it is no order of this version
   */
  Order order() {
    if (version != VERSION) {
      throw new TemperaException(
          "This order is of version %d, but this Tempera knows version %d only."
              .formatted(version, VERSION));
    }
    double strokes = stroke == null ? StylizeOptions.DEFAULTS.stroke() : stroke;
    StylizeOptions options = new StylizeOptions(alpha, preserveColor, strokes);
    return new Order(model, content, styles, options, size, format, quality, orPng);
  }
}
