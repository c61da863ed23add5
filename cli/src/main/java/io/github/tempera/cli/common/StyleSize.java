package io.github.tempera.cli.common;

import io.github.tempera.Style;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The size that a style picture is seen at. */
public final class StyleSize {
  /** Short side that larger style pictures are shrunk to. */
  @Option(
      names = "--style-size",
      paramLabel = "PIXELS",
      description =
          "Short side that style pictures are resized to, which says what of their texture is taken:"
              + " larger gives broad strokes, smaller fine patterns (default: larger ones shrunk to "
              + Style.DEFAULT_SIZE
              + ", none enlarged).")
  private @Nullable Integer pixels;

  /** Whether a size was asked for. */
  public boolean isGiven() {
    return pixels != null;
  }

  /** The picture at the size asked for. */
  public Picture apply(Picture style) {
    if (pixels != null) {
      return style.withShortSide(checked("--style-size", pixels));
    }
    return style.withShortSideAtMost(Style.DEFAULT_SIZE);
  }

  /**
   * The value of a size option.
   *
   * @throws TemperaException if it is not positive
   */
  public static int checked(String option, int pixels) {
    if (pixels < 1) {
      throw new TemperaException(option + " must be 1 pixel or more, not " + pixels + ".");
    }
    return pixels;
  }

  /** As {@link #checked}, for an option that may be absent. */
  public static OptionalInt checkedOrEmpty(String option, @Nullable Integer pixels) {
    return pixels == null ? OptionalInt.empty() : OptionalInt.of(checked(option, pixels));
  }
}
