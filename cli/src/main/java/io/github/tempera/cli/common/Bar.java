package io.github.tempera.cli.common;

import io.github.tempera.Progress;
import java.util.Timer;
import java.util.TimerTask;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar on standard error, for work that takes longer than a second. Until the first
 * update, which says how much there is to do, it runs back and forth.
 */
public final class Bar implements Progress, AutoCloseable {
  private static final long PATIENCE_MILLIS = 1000;
  private static final int UNKNOWN = -1;
  private static final int COLUMNS = 80;

  private final String task;
  private final String unit;
  private final long stepsPerUnit;
  private final @Nullable Timer timer;
  private boolean closed;
  private long done;
  private long total = UNKNOWN;
  private String part = "";
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
    this.timer = visible ? new Timer("progress bar", true) : null;
    if (timer != null) {
      // Not the library's own timer from the start: loading it would delay short work.
      timer.schedule(
          new TimerTask() {
            @Override
            public void run() {
              show();
            }
          },
          PATIENCE_MILLIS);
    }
  }

  /** Whether standard error is a terminal, which the launcher says and Java cannot tell. */
  public static boolean isTerminal() {
    return Boolean.getBoolean("tempera.terminal");
  }

  private synchronized void show() {
    if (!closed) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setUnit(" " + unit, stepsPerUnit)
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
              .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
              .setUpdateIntervalMillis(200)
              .continuousUpdate()
              .clearDisplayOnFinish()
              .build();
      bar.stepTo(done);
      bar.setExtraMessage(part);
    }
  }

  @Override
  public synchronized void update(long newDone, long newTotal) {
    done = newDone;
    total = newTotal;
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(done);
    }
  }

  /** Names the part that is being worked on. */
  public synchronized void say(String newPart) {
    part = " " + newPart;
    if (bar != null) {
      bar.setExtraMessage(part);
    }
  }

  /** Takes the bar off the terminal. */
  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
