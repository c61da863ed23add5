package io.github.tempera.cli.stylize;

import io.github.tempera.Progress;
import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.cli.common.Interruption;
import io.github.tempera.cli.common.Outcome;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.internal.file.FileErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Paints many pictures, one at a time. A bad file costs only the pictures that need it, and so does
 * a bug or a lack of memory that only some meet.
 */
final class Batch {
  // A picture counts so many steps, so that the bar moves within large ones.
  static final int STEPS = 100;

  /** How a content is painted. */
  interface Brush {
    Picture paint(Picture content, NamedLook look, Progress progress);
  }

  private final Function<Source, Picture> contents;
  private final Brush brush;
  private final Plan plan;
  private final boolean overwrite;
  private final WriteOptions writing;
  private final Bar bar;

  private final Set<String> failures = new LinkedHashSet<>();
  private int painted;
  private int kept;
  private int failed;

  /**
   * @param contents reads a content
   */
  Batch(
      Function<Source, Picture> contents,
      Brush brush,
      Plan plan,
      boolean overwrite,
      WriteOptions writing,
      Bar bar) {
    this.contents = contents;
    this.brush = brush;
    this.plan = plan;
    this.overwrite = overwrite;
    this.writing = writing;
    this.bar = bar;
  }

  void run() {
    for (int i = 0; i < plan.contents().size(); i++) {
      paint(i);
    }
  }

  int painted() {
    return painted;
  }

  int kept() {
    return kept;
  }

  int failed() {
    return failed;
  }

  /** What went wrong, a sentence for each bad file; after a bug, where it happened, too. */
  Set<String> failures() {
    return failures;
  }

  private void paint(int index) {
    List<Plan.Painting> paintings = plan.paintings(index);
    List<Plan.Painting> missing =
        paintings.stream().filter(painting -> overwrite || !exists(painting)).toList();
    kept += paintings.size() - missing.size();
    if (missing.isEmpty()) {
      return;
    }
    Source source = plan.contents().get(index);
    bar.say(source.fileName());
    Picture content = attempt(source, missing, () -> contents.apply(source));
    if (content == null) {
      return;
    }
    for (Plan.Painting painting : missing) {
      attempt(source, List.of(painting), () -> paint(content, painting));
      bar.update((long) STEPS * done(), total());
    }
  }

  private static boolean exists(Plan.Painting painting) {
    return painting.place().filter(Files::exists).isPresent();
  }

  private Picture paint(Picture content, Plan.Painting painting) {
    Path output = painting.output();
    Format.of(output).checkHolds(content.width(), content.height(), output);
    Picture picture = brush.paint(content, painting.look(), this::within);
    Interruption.whole(() -> write(picture, output));
    painted++;
    return picture;
  }

  /** Does some work on a content; if it fails, these paintings have failed, and null comes back. */
  private @Nullable Picture attempt(
      Source content, List<Plan.Painting> paintings, Supplier<Picture> work) {
    String failure;
    try {
      return work.get();
    } catch (CancellationException e) {
      throw e;
    } catch (TemperaException e) {
      if (!goesOnAfter(e.kind())) {
        throw e;
      }
      failure = isAboutStyle(e, paintings) ? String.valueOf(e.getMessage()) : content.about(e);
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      failure = content.path() + ": this is a bug of Tempera; please report it: " + trace;
    } catch (OutOfMemoryError e) {
      failure = content.path() + ": " + Outcome.OUT_OF_MEMORY;
    }
    stopIfInterrupted();
    failed += paintings.size();
    failures.add(failure.strip());
    return null;
  }

  /** A bad style is one bad file, told of once, however many contents need it. */
  private static boolean isAboutStyle(TemperaException e, List<Plan.Painting> paintings) {
    return paintings.stream()
        .flatMap(painting -> painting.look().styles().stream())
        .anyMatch(style -> style.isSubjectOf(e));
  }

  /** Whether the next picture may fare better. */
  static boolean goesOnAfter(TemperaException.Kind kind) {
    return switch (kind) {
      case WRONG_ARGUMENT, NOT_FOUND, UNREADABLE, UNWRITABLE, OUT_OF_RESOURCES, FAILED -> true;
      case UNAVAILABLE -> false;
    };
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("Interrupted");
    }
  }

  private void write(Picture picture, Path output) {
    stopIfInterrupted();
    plan.checkReplacesNoInput(output);
    try {
      Files.createDirectories(output.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw FileErrors.unwritable(output, "Cannot create the folder " + output.getParent(), e);
    }
    picture.write(output, writing);
  }

  private void within(long done, long total) {
    bar.update(STEPS * done() + STEPS * done / total, total());
  }

  private long done() {
    return (long) painted + kept + failed;
  }

  private long total() {
    return STEPS * plan.size();
  }
}
