package io.github.tempera.cli.optimize;

import io.github.tempera.Look;
import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.cli.common.Choices;
import io.github.tempera.cli.common.Interruption;
import io.github.tempera.cli.common.ModelOptions;
import io.github.tempera.cli.common.Outcome;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.cli.common.StandardStreams;
import io.github.tempera.cli.common.StyleSize;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.optimization.Beginning;
import io.github.tempera.training.optimization.Optimization;
import io.github.tempera.training.optimization.Optimization.Loss;
import io.github.tempera.training.optimization.OptimizeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tempera optimize}. */
@Command(
    name = "optimize",
    description = {
      "Paints one picture the slow way: changes its pixels step by step until the losses are small"
          + " that the networks were trained with. Takes minutes, and shows what is possible.",
      "Ctrl-C keeps the best picture so far."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  tempera optimize harbour.jpg --style woodcut.png --output painted.png",
      "  tempera optimize harbour.jpg -s woodcut.png -o painted.png --init stylized \\",
      "      --iterations 50",
      "  tempera optimize harbour.jpg -s woodcut.png -o painted.png --every 25"
    })
public final class OptimizeCommand implements Runnable {
  private static final int DEFAULT_SIZE = 512;

  @Parameters(
      paramLabel = "CONTENT",
      description = "The picture to paint, or - for standard input.")
  private Path content = Path.of("");

  @Option(
      names = {"-s", "--style"},
      required = true,
      paramLabel = "STYLE",
      description = "The picture in whose manner, or - for standard input.")
  private Path style = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "The file to write; its ending says the format. Replaced if it exists. - is standard output,"
              + " in PNG.")
  private Path output = Path.of("");

  @Option(
      names = "--init",
      paramLabel = "content|noise|stylized",
      completionCandidates = Choices.Beginnings.class,
      description =
          "What to begin with: the content, noise, or what --model paints in one forward pass"
              + " (default: content).")
  private Beginning init = Beginning.CONTENT;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Steps (default: ${DEFAULT-VALUE}).")
  private int iterations = OptimizeOptions.DEFAULTS.iterations();

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "How far a pixel goes in a step, where 1 is from black to white (default:"
              + " ${DEFAULT-VALUE}).")
  private double rate = OptimizeOptions.DEFAULTS.rate();

  @Option(
      names = "--style-weight",
      paramLabel = "W",
      description =
          "What the style counts beside the content: a number, four with commas for relu1_1 to"
              + " relu4_1, or paper, release or release-strong (default: ${DEFAULT-VALUE}, which is"
              + " 10).")
  private String styleWeight = "paper";

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description =
          "Short side that the content is resized to (default: larger ones shrunk to "
              + DEFAULT_SIZE
              + ", none enlarged).")
  private @Nullable Integer size;

  @Mixin private StyleSize styleSize = new StyleSize();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws the noise of --init noise (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Also write the picture after every N steps, beside the output.")
  private @Nullable Integer every;

  @Mixin private EncoderOption encoder = new EncoderOption();
  @Mixin private ModelOptions models = new ModelOptions();
  @Mixin private OutputOptions outputs = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Outcome outcome = Outcome.beside(output, spec, outputs.quiet());
    OptimizeOptions options = new OptimizeOptions(iterations, rate, LossWeights.parse(styleWeight));
    OptionalInt shortSide = StyleSize.checkedOrEmpty("--size", size);
    if (every != null && every < 1) {
      throw new TemperaException("--every must be 1 or more, not " + every + ".");
    }
    if (StandardStreams.isNamed(output) && every != null) {
      throw new TemperaException("--every writes beside the output: give --output a file.");
    }
    Format format = StandardStreams.isNamed(output) ? Format.PNG : Format.of(output);
    OutputOptions.checkFile(output, List.of(content, style));
    StandardStreams.checkReadOnce(List.of(content, style));
    Vgg19Encoder judge = encoder.read();
    content = StandardStreams.read(content);
    style = StandardStreams.read(style);
    Picture original = Picture.read(content);
    Picture wanted =
        shortSide.isPresent()
            ? original.withShortSide(shortSide.getAsInt())
            : original.withShortSideAtMost(DEFAULT_SIZE);
    format.checkHolds(wanted.width(), wanted.height(), output);
    Picture manner = styleSize.apply(Picture.read(style));
    Picture start = start(wanted, manner);
    try (Optimization optimization =
        new Optimization(wanted, manner, start, judge, options, models.compute())) {
      // A step must come to its end for the picture to be kept when Ctrl-C is pressed.
      Interruption.whole(() -> optimize(optimization, wanted, outcome));
    }
  }

  private Picture start(Picture wanted, Picture manner) {
    return switch (init) {
      case CONTENT -> wanted;
      case NOISE -> Optimization.noise(wanted.width(), wanted.height(), seed);
      case STYLIZED -> {
        try (Stylizer stylizer = models.open();
            Bar bar = outputs.bar("Stylizing", "tiles")) {
          yield stylizer.stylize(wanted, Look.of(stylizer.encode(manner, bar)), bar);
        }
      }
    };
  }

  private void optimize(Optimization optimization, Picture wanted, Outcome outcome) {
    int done = 0;
    boolean interrupted = false;
    double least = Double.POSITIVE_INFINITY;
    try (Bar bar = outputs.bar(content.getFileName().toString(), "steps")) {
      while (done < iterations && !interrupted) {
        Loss loss = optimization.step();
        least = Math.min(least, loss.total());
        done++;
        bar.update(done, iterations);
        bar.say(words(loss));
        // Cleared, since files cannot be written by a thread that is interrupted.
        interrupted = Thread.interrupted();
        if (every != null && done % every == 0 && done < iterations && !interrupted) {
          write(optimization.picture(), preview(done));
        }
      }
      if (!interrupted) {
        least = Math.min(least, optimization.measure().total());
      }
    }
    write(optimization.best(), output);
    outcome.file(
        output,
        wanted.width() + "x" + wanted.height(),
        "%d of %d steps, content + style loss %s".formatted(done, iterations, number(least)));
    if (interrupted) {
      throw new CancellationException("Interrupted after step " + done);
    }
  }

  private static String words(Loss loss) {
    return "content %s style %s".formatted(number(loss.content()), number(loss.style()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** {@code painted-0050.png} beside {@code painted.png}. */
  private Path preview(int step) {
    String name = output.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int digits = String.valueOf(iterations).length();
    String number = String.format(Locale.ROOT, "%0" + digits + "d", step);
    return output.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
  }

  private static void write(Picture picture, Path file) {
    if (StandardStreams.isNamed(file)) {
      StandardStreams.write(picture.encode(Format.PNG, WriteOptions.DEFAULTS));
      return;
    }
    picture.write(file);
  }
}
