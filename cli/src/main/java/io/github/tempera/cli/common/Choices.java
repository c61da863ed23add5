package io.github.tempera.cli.common;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.TemperaException;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.internal.file.FileName;
import io.github.tempera.training.optimization.Beginning;
import io.github.tempera.training.trainer.Preset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Options that take one of a few words, in lower case as words of a command are, or a path. */
public final class Choices {
  private Choices() {}

  /** Lets a command line read and explain them. */
  public static void register(CommandLine line) {
    register(line, Device.class);
    register(line, Precision.class);
    register(line, PreserveColor.class);
    register(line, Beginning.class);
    register(line, Preset.class);
    line.registerConverter(Path.class, Choices::path);
  }

  private static Path path(String text) {
    try {
      return FileName.path(text);
    } catch (TemperaException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Lets a command line read and explain the words of one more. */
  public static <E extends Enum<E>> void register(CommandLine line, Class<E> type) {
    line.registerConverter(type, word -> choose(word, type));
  }

  private static <E extends Enum<E>> E choose(String word, Class<E> type) {
    for (E choice : type.getEnumConstants()) {
      if (word(choice).equalsIgnoreCase(word)) {
        return choice;
      }
    }
    throw new TypeConversionException(
        "it must be one of %s, not \"%s\"".formatted(String.join(", ", words(type)), word));
  }

  /** The words. */
  public static List<String> words(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Choices::word).toList();
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Words for completion. */
  public static final class Devices extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Devices() {
      super(words(Device.class));
    }
  }

  /** Words for completion. */
  public static final class Precisions extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Precisions() {
      super(words(Precision.class));
    }
  }

  /** Words for completion. */
  public static final class Colors extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Colors() {
      super(words(PreserveColor.class));
    }
  }

  /** Words for completion. */
  public static final class Beginnings extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Beginnings() {
      super(words(Beginning.class));
    }
  }
}
