package io.github.tempera.cli.train;

import io.github.tempera.cli.common.Bar;
import io.github.tempera.training.run.Run;
import io.github.tempera.training.trainer.Trainer.Step;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Tells how a run goes: a bar on a terminal, a line a minute elsewhere. */
final class Watch implements Run.Listener {
  private static final long LINE_NANOS = 60_000_000_000L;
  private static final double MEMORY = 0.95;

  private final Run run;
  private final Bar bar;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean quiet;
  private final long start = System.nanoTime();
  private final long before;
  private long told = start;
  private double content = Double.NaN;
  private double style;
  private double pace;

  Watch(Run run, Bar bar, CommandSpec command, boolean quiet) {
    this.run = run;
    this.bar = bar;
    this.out = command.commandLine().getOut();
    this.err = command.commandLine().getErr();
    this.quiet = quiet;
    this.before = run.iteration();
    bar.update(before, run.iterations());
  }

  @Override
  public void done(Step step) {
    boolean first = Double.isNaN(content) || (style == 0 && step.style() > 0);
    double old = first ? 0 : MEMORY;
    content = (first ? 0 : old * content) + (1 - old) * step.content();
    style = old * style + (1 - old) * step.style();
    pace = old * pace + (1 - old) * step.seconds();
    bar.update(step.iteration(), run.iterations());
    bar.say(losses() + String.format(Locale.ROOT, " %.2f s/it", pace));
    if (!quiet && !Bar.isTerminal() && System.nanoTime() - told > LINE_NANOS) {
      told = System.nanoTime();
      double left = pace * (run.iterations() - step.iteration());
      print(
          "%d of %d, %s, %.2f s an iteration, %s left"
              .formatted(step.iteration(), run.iterations(), losses(), pace, words(left)));
    }
  }

  private String losses() {
    return style == 0
        ? String.format(Locale.ROOT, "warm start %.2f", content)
        : String.format(Locale.ROOT, "content %.2f style %.2f", content, style);
  }

  @Override
  public void say(String sentence) {
    err.println(sentence);
    err.flush();
  }

  void finished() {
    bar.close();
    print(run.folder() + "  done, " + summary());
  }

  void stopped() {
    bar.close();
    print(run.folder() + "  stopped, " + summary());
    print("Go on with: tempera train --resume " + run.folder());
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%d iterations (%d now, in %s), %s, %d pictures skipped, %.1f %% of the time spent waiting for pictures",
        run.iteration(),
        run.iteration() - before,
        words((System.nanoTime() - start) / 1e9),
        losses(),
        run.unreadable().size(),
        100 * run.waitingShare());
  }

  private static String words(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%d h %02d min".formatted(whole / 3600, whole / 60 % 60);
  }

  private void print(String line) {
    if (!quiet) {
      out.println(line);
      out.flush();
    }
  }
}
