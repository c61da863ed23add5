package io.github.tempera.service.http;

import io.github.tempera.StylizeOptions;
import io.github.tempera.image.Format;
import io.github.tempera.image.PreserveColor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads the values of fields and parameters. What is not as it must be is never repeated. */
final class Values {
  private Values() {}

  static double number(String name, String text) {
    // Java's own form of numbers allows for more, such as a trailing d.
    if (text.matches("[+-]?(\\d{1,15}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][+-]?\\d{1,3})?")) {
      return Double.parseDouble(text);
    }
    throw Problem.badValue("'%s' must be a number, such as 0.5.".formatted(name));
  }

  static int integer(String name, String text) {
    if (text.matches("-?\\d{1,9}")) {
      return Integer.parseInt(text);
    }
    throw Problem.badValue("'%s' must be a whole number.".formatted(name));
  }

  static List<Double> numbers(String name, String text) {
    return Arrays.stream(text.split(",", -1)).map(part -> number(name, part.strip())).toList();
  }

  /**
   * How to paint.
   *
   * @param given the value of a name, if it is given
   */
  static StylizeOptions options(Function<String, Optional<String>> given) {
    StylizeOptions usual = StylizeOptions.DEFAULTS;
    return new StylizeOptions(
        given.apply("alpha").map(text -> number("alpha", text)).orElse(usual.alpha()),
        given.apply("preserveColor").map(Values::preserveColor).orElse(usual.preserveColor()),
        given.apply("stroke").map(text -> number("stroke", text)).orElse(usual.stroke()));
  }

  private static PreserveColor preserveColor(String text) {
    return word("preserveColor", text, PreserveColor.values());
  }

  static Format format(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "jpg" -> Format.JPEG;
      case "tif" -> Format.TIFF;
      default -> word("format", text, Format.values());
    };
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> List<String> words(E[] values) {
    return Arrays.stream(values).map(Values::word).toList();
  }

  private static <E extends Enum<E>> E word(String name, String text, E[] values) {
    for (E value : values) {
      if (word(value).equals(text.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw Problem.badValue(
        "'%s' must be one of %s.".formatted(name, String.join(", ", words(values))));
  }
}
