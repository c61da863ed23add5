package io.github.tempera.cli.common;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Says, when work is done, where the result is, how long it took and with what. */
public final class Outcome {
  /** What to say when Java ran out of memory. */
  public static final String OUT_OF_MEMORY =
      "Not enough memory; give Java more, for example with TEMPERA_JAVA_OPTS=-Xmx8g.";

  private final PrintWriter out;
  private final boolean quiet;
  private final long start = System.nanoTime();

  /** Starts the clock. */
  public Outcome(CommandSpec command, boolean quiet) {
    this(command.commandLine().getOut(), quiet);
  }

  private Outcome(PrintWriter out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
  }

  /** For a command with one result: beside it, should it go to standard output. */
  public static Outcome beside(@Nullable Path output, CommandSpec command, boolean quiet) {
    CommandLine line = command.commandLine();
    return new Outcome(StandardStreams.isNamed(output) ? line.getErr() : line.getOut(), quiet);
  }

  /**
   * A file was written: {@code painted.png 768x512, 0.42 s, slim (float32)}.
   *
   * @param size what was painted or encoded
   * @param means the model
   */
  public void file(Path file, String size, String means) {
    say("%s  %s, %s, %s".formatted(file, size, elapsed(), means));
  }

  /** Several were, or none: a whole line, to which the time and the model are added. */
  public void summary(String sentence, String means) {
    say("%s, %s, %s".formatted(sentence, elapsed(), means));
  }

  private void say(String line) {
    if (!quiet) {
      out.println(line);
      out.flush();
    }
  }

  private String elapsed() {
    double seconds = (System.nanoTime() - start) / 1e9;
    if (seconds < 60) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%d h %02d min".formatted(whole / 3600, whole / 60 % 60);
  }
}
