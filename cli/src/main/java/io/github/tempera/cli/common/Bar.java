package io.github.tempera.cli.common;

import io.github.tempera.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, for work that takes longer than a second. */
public final class Bar implements Progress, AutoCloseable {
  private static final long PATIENCE_NANOS = 1_000_000_000L;
  private static final int COLUMNS = 80;

  private final String task;
  private final String unit;
  private final long stepsPerUnit;
  private final boolean visible;
  private final long start = System.nanoTime();
  private @Nullable ProgressBar bar;

  /**
   * @param task what is being done, shown before the bar
   * @param unit what is counted
   * @param stepsPerUnit how many steps make one
   * @param visible whether it is shown at all
   */
  public Bar(String task, String unit, long stepsPerUnit, boolean visible) {
    this.task = task;
    this.unit = unit;
    this.stepsPerUnit = stepsPerUnit;
    this.visible = visible;
  }

  /** Whether standard error is a terminal, which the launcher says and Java cannot tell. */
  public static boolean isTerminal() {
    return Boolean.getBoolean("tempera.terminal");
  }

  @Override
  public void update(long done, long total) {
    if (!visible) {
      return;
    }
    if (bar == null) {
      boolean worthIt = System.nanoTime() - start > PATIENCE_NANOS && done != total;
      if (!worthIt) {
        return;
      }
      bar = create(total);
    }
    bar.maxHint(total);
    bar.stepTo(done);
  }

  /** Names the part that is being worked on. */
  public void say(String part) {
    if (bar != null) {
      bar.setExtraMessage(" " + part);
    }
  }

  private ProgressBar create(long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setUnit(" " + unit, stepsPerUnit)
        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
        .setUpdateIntervalMillis(200)
        .clearDisplayOnFinish()
        .build();
  }

  /** Takes the bar off the terminal. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
