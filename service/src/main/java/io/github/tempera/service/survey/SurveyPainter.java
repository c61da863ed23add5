package io.github.tempera.service.survey;

import io.github.tempera.Progress;
import io.github.tempera.Style;
import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.service.survey.Draft.Pair;
import io.github.tempera.service.survey.Draft.Result;
import io.github.tempera.service.survey.Draft.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Paints what a survey will show: every pair by every model, all at one size. */
public final class SurveyPainter {
  /** Short side that larger pictures are shrunk to where nothing else is said. */
  public static final int DEFAULT_SIZE = 512;

  private static final int LEAST_SIZE = 32;
  private static final int GREATEST_SIZE = 2048;

  private final int size;
  private final Map<Path, Picture> pictures = new HashMap<>();

  /** A content and a style, by their files. */
  public record Files(Path content, Path style) {}

  /** What paints, and what the report calls it. The stylizer stays the caller's to close. */
  public record NamedModel(String name, Stylizer stylizer) {}

  /**
   * @param size short side in pixels that larger pictures are shrunk to, 32 to 2048
   * @throws TemperaException if it is out of its range
   */
  public SurveyPainter(int size) {
    if (size < LEAST_SIZE || size > GREATEST_SIZE) {
      throw new TemperaException(
          "The size of a survey's pictures must be %d to %d pixels, not %d."
              .formatted(LEAST_SIZE, GREATEST_SIZE, size));
    }
    this.size = size;
  }

  /**
   * Reads all pictures, so that one that cannot be read is found before any work.
   *
   * @throws TemperaException naming the first that cannot
   */
  public void read(List<Files> pairs) {
    for (Files pair : pairs) {
      pictures.computeIfAbsent(pair.content(), this::shrunk);
      pictures.computeIfAbsent(pair.style(), this::shrunk);
    }
  }

  private Picture shrunk(Path file) {
    Picture picture = Picture.read(file).withShortSideAtMost(size);
    int side = Math.max(picture.width(), picture.height());
    if (side > Format.JPEG.mostPixelsASide()) {
      throw new TemperaException(
          "%s would have %d pixels along its longer side, more than the %d of the JPEGs that a survey shows: crop it."
              .formatted(file, side, Format.JPEG.mostPixelsASide()));
    }
    return picture;
  }

  /**
   * Paints the pairs. Interrupting the thread at work cancels it with a {@link
   * java.util.concurrent.CancellationException}.
   *
   * @param painters one model, or two to compare
   * @param progress counts paintings
   */
  public List<Pair> paint(List<Files> pairs, List<NamedModel> painters, Progress progress) {
    read(pairs);
    Map<Path, List<Style>> styles = new HashMap<>();
    List<Pair> painted = new ArrayList<>();
    long done = 0;
    for (Files pair : pairs) {
      List<Style> encoded =
          styles.computeIfAbsent(
              pair.style(),
              file ->
                  painters.stream()
                      .map(painter -> painter.stylizer().encode(picture(file)))
                      .toList());
      List<Result> results = new ArrayList<>();
      for (int i = 0; i < painters.size(); i++) {
        NamedModel painter = painters.get(i);
        Picture result = painter.stylizer().stylize(picture(pair.content()), encoded.get(i));
        results.add(new Result(painter.name(), jpeg(result)));
        progress.update(++done, (long) pairs.size() * painters.size());
      }
      painted.add(new Pair(shown(pair.content()), shown(pair.style()), results));
    }
    return painted;
  }

  private Picture picture(Path file) {
    return pictures.computeIfAbsent(file, this::shrunk);
  }

  private Shown shown(Path file) {
    return new Shown(String.valueOf(file.getFileName()), jpeg(picture(file)));
  }

  private static byte[] jpeg(Picture picture) {
    return picture.encode(Format.JPEG, WriteOptions.DEFAULTS);
  }
}
