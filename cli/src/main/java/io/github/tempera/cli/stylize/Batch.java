package io.github.tempera.cli.stylize;

import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.cli.common.Interruption;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Paints many pictures, one at a time; a bad file costs only the pictures that need it. */
final class Batch {
  // A picture counts so many steps, so that the bar moves within large ones.
  private static final int STEPS = 100;

  private final Painter painter;
  private final Plan plan;
  private final boolean overwrite;
  private final WriteOptions writing;
  private final long maxPixels;
  private final Bar bar;

  private final Set<String> failures = new LinkedHashSet<>();
  private int painted;
  private int kept;
  private int failed;

  Batch(
      Painter painter,
      Plan plan,
      boolean overwrite,
      WriteOptions writing,
      long maxPixels,
      Bar bar) {
    this.painter = painter;
    this.plan = plan;
    this.overwrite = overwrite;
    this.writing = writing;
    this.maxPixels = maxPixels;
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

  /** What went wrong, a sentence for each bad file. */
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
    Picture content;
    try {
      content = Picture.read(source.path(), maxPixels);
    } catch (TemperaException e) {
      fail(e, missing.size());
      return;
    }
    for (Plan.Painting painting : missing) {
      paint(content, painting);
    }
  }

  private static boolean exists(Plan.Painting painting) {
    return Files.exists(painting.output());
  }

  private void paint(Picture content, Plan.Painting painting) {
    try {
      Picture picture = painter.paint(content, painting.look(), this::within);
      Interruption.whole(() -> write(picture, painting.output()));
      painted++;
    } catch (TemperaException e) {
      fail(e, 1);
    }
    bar.update((long) STEPS * done(), total());
  }

  private void fail(TemperaException e, int pictures) {
    stopIfInterrupted();
    failed += pictures;
    failures.add(String.valueOf(e.getMessage()));
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
      throw new TemperaException(
          "Cannot create the folder %s: %s.".formatted(output.getParent(), e.getMessage()), e);
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
