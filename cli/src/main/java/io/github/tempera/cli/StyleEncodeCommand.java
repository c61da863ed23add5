package io.github.tempera.cli;

import io.github.tempera.Style;
import io.github.tempera.Stylizer;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.cli.common.Interruption;
import io.github.tempera.cli.common.ModelOptions;
import io.github.tempera.cli.common.Outcome;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.cli.common.StandardStreams;
import io.github.tempera.cli.common.StyleSize;
import io.github.tempera.image.Picture;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tempera style encode}. */
@Command(
    name = "encode",
    description = {
      "Saves what the network needs of a style picture, a few kB, to a file that --style of stylize"
          + " takes in place of the picture. It belongs to the model that encoded it.",
    },
    sortOptions = false)
final class StyleEncodeCommand implements Runnable {
  @Parameters(paramLabel = "PICTURE", description = "The style picture, or - for standard input.")
  private Path picture = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "Where to save the style, for example woodcut.style, or - for standard output."
              + " Replaced if it exists.")
  private Path output = Path.of("");

  @Mixin private StyleSize size = new StyleSize();

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Refuse a larger picture (default: ${DEFAULT-VALUE}).")
  private long maxPixels = Picture.DEFAULT_MAX_PIXELS;

  @Mixin private ModelOptions models = new ModelOptions();
  @Mixin private OutputOptions outputs = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Outcome outcome = Outcome.beside(output, spec, outputs.quiet());
    OutputOptions.checkFile(output, List.of(picture));
    picture = StandardStreams.read(picture);
    Picture style = size.apply(Picture.read(picture, maxPixels));
    try (Stylizer stylizer = models.open();
        Bar bar = outputs.bar(picture.getFileName().toString(), "tiles")) {
      Style encoded = stylizer.encode(style, bar);
      Interruption.whole(() -> save(encoded));
    }
    outcome.file(output, style.width() + "x" + style.height(), models.description());
  }

  private void save(Style encoded) {
    if (StandardStreams.isNamed(output)) {
      StandardStreams.write(encoded::save);
      return;
    }
    encoded.save(output);
  }
}
