package io.github.tempera.training.run;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.WholeFile;
import io.github.tempera.training.trainer.Trainer.Step;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The file losses.csv, a row for every iteration, and its rows in memory. Numbers are written in
 * full: equal rows are equal numbers.
 */
final class LossLog implements AutoCloseable {
  private static final String HEADING =
      "iteration,content,style,consistency,total,norm,rate,seconds";

  private final Path file;
  private final List<Step> steps = new ArrayList<>();
  private final BufferedWriter writer;

  /**
   * Opens the log, new or as it was left.
   *
   * @param last rows of later iterations are cut off
   * @throws TemperaException if the file cannot be used
   */
  LossLog(Path file, long last) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        read(last);
      }
      String kept = steps.stream().map(step -> row(step) + "\n").collect(Collectors.joining());
      WholeFile.write(file, HEADING + "\n" + kept);
      writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw FileErrors.unwritable(file, "Cannot use " + file, e);
    }
  }

  private void read(long last) throws IOException {
    List<String> columns = List.of();
    for (String line : Files.readAllLines(file)) {
      List<String> cells = List.of(line.split(",", -1));
      if (columns.isEmpty()) {
        columns = cells;
      } else if (cells.size() == columns.size() // a process that is killed leaves half a row
          && Long.parseLong(cells.get(0)) <= last) {
        steps.add(step(columns, cells));
      }
    }
  }

  private static Step step(List<String> columns, List<String> cells) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(columns.get(i), cells.get(i));
    }
    ToDoubleFunction<String> value =
        // A run that was begun by an older version has no such column.
        name -> Double.parseDouble(row.getOrDefault(name, "0"));
    return new Step(
        Long.parseLong(cells.get(0)),
        value.applyAsDouble("content"),
        value.applyAsDouble("style"),
        value.applyAsDouble("consistency"),
        value.applyAsDouble("total"),
        value.applyAsDouble("norm"),
        value.applyAsDouble("rate"),
        value.applyAsDouble("seconds"));
  }

  private static String row(Step step) {
    return step.iteration()
        + ","
        + step.content()
        + ","
        + step.style()
        + ","
        + step.consistency()
        + ","
        + step.total()
        + ","
        + step.norm()
        + ","
        + step.rate()
        + ","
        + Math.round(1e4 * step.seconds()) / 1e4;
  }

  /** Adds a row. */
  void add(Step step) {
    steps.add(step);
    try {
      writer.write(row(step) + "\n");
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }

  /** Brings to the file what is not there yet. */
  void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }

  /** All rows so far. */
  List<Step> steps() {
    return Collections.unmodifiableList(steps);
  }

  /** The last of the rows, at most so many. */
  List<Step> last(int most) {
    return steps().subList(Math.max(0, steps.size() - most), steps.size());
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }
}
