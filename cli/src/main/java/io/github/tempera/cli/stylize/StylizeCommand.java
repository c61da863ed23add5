package io.github.tempera.cli.stylize;

import io.github.tempera.Compute;
import io.github.tempera.Progress;
import io.github.tempera.StylizeOptions;
import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.cli.common.Interruption;
import io.github.tempera.cli.common.ModelOptions;
import io.github.tempera.cli.common.Outcome;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.cli.common.StandardStreams;
import io.github.tempera.cli.common.StyleSize;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tempera stylize}. */
@Command(
    name = "stylize",
    description = "Paints pictures in the manner of others.",
    customSynopsis = {"tempera stylize CONTENT... --style STYLE [--output PATH] [OPTIONS]", ""},
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  tempera stylize harbour.jpg --style woodcut.png --output painted.png",
      "  tempera stylize harbour.jpg --style woodcut.png --alpha 0.6",
      "  tempera stylize harbour.jpg --style woodcut.png --stroke 3",
      "  tempera stylize harbour.jpg --style woodcut.png --preserve-color luminance",
      "  tempera stylize harbour.jpg -s woodcut.png -s waves.jpg --weights 0.7,0.3",
      "  scan | tempera stylize - --style woodcut.png --output - | show",
      "  tempera stylize harbour.jpg -s woodcut.png -s waves.jpg \\",
      "      --mask sky.png --mask sea.png",
      "  tempera stylize photos 'more/**/*.jpg' --style woodcut.png --output painted",
      "  tempera stylize photos --each-style --style styles --output painted",
      "  tempera stylize photos --random-styles 4 --seed 7 --style styles -o augmented",
      "",
      "A batch is several contents, a folder, a glob, --each-style or --random-styles.",
      "It writes CONTENT__STYLE.ext, blended styles joined by '+', and keeps the tree",
      "of a folder. Names that would meet take the first of these that tells them",
      "apart: the extension (a.jpg__s.png), the folder's name (x-a.jpg__s.png), or a",
      "checksum of the path (a.jpg~1f2e3d4c__s.png)."
    })
public final class StylizeCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "CONTENT",
      description =
          "Pictures to paint: files, folders (with all below them), or globs such as"
              + " 'photos/*.jpg' or 'photos/**/*.jpg', quoted or not; or - for standard input.")
  private List<String> contents = List.of();

  @Mixin private StyleOptions styles = new StyleOptions();
  @Mixin private Destination destination = new Destination();

  @Option(
      names = "--alpha",
      paramLabel = "0..1",
      description =
          "Strength, from 0, the content itself, to 1, the full style (default: ${DEFAULT-VALUE}).")
  private double alpha = StylizeOptions.DEFAULTS.alpha();

  @Option(
      names = "--stroke",
      paramLabel = "0.25..64",
      description =
          "Size of the strokes: above 1 larger ones, with edges still sharp, below 1 finer ones"
              + " (default: ${DEFAULT-VALUE}).")
  private double stroke = StylizeOptions.DEFAULTS.stroke();

  @Option(
      names = "--content-size",
      paramLabel = "PIXELS",
      description = "Short side that contents are resized to (default: their own).")
  private @Nullable Integer contentSize;

  @Option(
      names = "--tile",
      paramLabel = "PIXELS",
      description =
          "Side of what is computed at once (default: ${DEFAULT-VALUE}). Changes memory and speed,"
              + " not the result.")
  private int tile = Compute.DEFAULTS.tileSize();

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Refuse a picture with more pixels (default: ${DEFAULT-VALUE}).")
  private long maxPixels = Picture.DEFAULT_MAX_PIXELS;

  @Mixin private ModelOptions models = new ModelOptions();
  @Mixin private OutputOptions outputs = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Outcome outcome = Outcome.beside(destination.output(), spec, outputs.quiet());
    StylizeOptions options = new StylizeOptions(alpha, styles.preserveColor(), stroke);
    Compute compute = models.compute().withTileSize(tile);
    OptionalInt size = StyleSize.checkedOrEmpty("--content-size", contentSize);
    destination.check();
    StandardStreams.checkReadOnce(styles.inputsWith(contents));
    Inputs inputs = Inputs.contents(StandardStreams.read(contents), destination.folder());
    Plan.Looks looks = styles.looks(maxPixels, this::warn);
    boolean single = styles.isBlend() && !inputs.isOpen() && inputs.files().size() == 1;
    return single
        ? paintOne(
            inputs.files().get(0), looks.all().iterator().next(), options, compute, size, outcome)
        : paintMany(inputs, looks, options, compute, size, outcome);
  }

  private void warn(String sentence) {
    if (!outputs.quiet()) {
      spec.commandLine().getErr().println(sentence);
      spec.commandLine().getErr().flush();
    }
  }

  private int paintOne(
      Source source,
      NamedLook look,
      StylizeOptions options,
      Compute compute,
      OptionalInt size,
      Outcome outcome) {
    Path output = destination.file(source, look);
    List<Path> inputs = new ArrayList<>(styles.masks());
    inputs.add(source.path());
    look.styles().forEach(style -> inputs.add(style.path()));
    OutputOptions.checkFile(output, inputs);
    Picture content = read(source, size);
    Format format = destination.format(output, source);
    format.checkHolds(content.width(), content.height(), output);
    Picture painted;
    try (Stylizer stylizer = models.open(compute);
        Bar bar = outputs.bar(source.fileName(), "tiles")) {
      StyleShelf shelf = shelf(stylizer, options);
      look.styles().forEach(style -> shelf.prepare(style, bar));
      painted = stylizer.stylize(content, shelf.look(look), bar);
    }
    Interruption.whole(() -> write(painted, output, format));
    outcome.file(output, painted.width() + "x" + painted.height(), models.description());
    return ExitCode.OK;
  }

  private Picture read(Source source, OptionalInt size) {
    Picture original = Picture.read(source.path(), maxPixels);
    return size.isPresent() ? original.withShortSide(size.getAsInt()) : original;
  }

  private void write(Picture painted, Path output, Format format) {
    if (StandardStreams.isNamed(output)) {
      StandardStreams.write(painted.encode(format, destination.writing()));
      return;
    }
    painted.write(output, destination.writing());
  }

  private int paintMany(
      Inputs inputs,
      Plan.Looks looks,
      StylizeOptions options,
      Compute compute,
      OptionalInt size,
      Outcome outcome) {
    destination.checkFolder(inputs.folders());
    Plan plan = plan(inputs.files(), looks);
    int results = inputs.files().size() - plan.contents().size();
    try (Stylizer stylizer = models.open(compute);
        Bar bar = outputs.bar("Painting", "pictures", Batch.STEPS)) {
      StyleShelf shelf = shelf(stylizer, options);
      if (styles.isBlend()) {
        // Every content needs them: one that is wrong is better told of before than after.
        for (NamedLook look : looks.all()) {
          look.styles().forEach(style -> shelf.prepare(style, Progress.NONE));
        }
      }
      Batch batch =
          new Batch(
              source -> read(source, size),
              (content, look, progress) -> stylizer.stylize(content, shelf.look(look), progress),
              plan,
              destination.overwrite(),
              destination.writing(),
              bar);
      try {
        batch.run();
      } catch (TemperaException e) {
        bar.close();
        tell(batch, results, outcome);
        throw e;
      }
      bar.close();
      return tell(batch, results, outcome);
    }
  }

  private Plan plan(List<Source> contents, Plan.Looks looks) {
    Plan plan = new Plan(destination.folder(), contents, destination::extension, looks);
    List<Source> originals = plan.originals();
    // Without the results among the contents, other contents may have other names.
    return originals.size() == contents.size() ? plan : plan(originals, looks);
  }

  private int tell(Batch batch, int results, Outcome outcome) {
    String where = destination.folder().toString();
    outcome.summary(
        "%s  %d painted%s%s%s"
            .formatted(
                where.isEmpty() ? "." : where,
                batch.painted(),
                batch.kept() == 0 ? "" : ", %d kept as they were".formatted(batch.kept()),
                results == 0 ? "" : ", %d left out as results of this command".formatted(results),
                batch.failed() == 0 ? "" : ", %d failed".formatted(batch.failed())),
        models.description());
    PrintWriter err = spec.commandLine().getErr();
    batch.failures().forEach(err::println);
    err.flush();
    return batch.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private StyleShelf shelf(Stylizer stylizer, StylizeOptions options) {
    return new StyleShelf(stylizer, styles.size(), options, maxPixels);
  }
}
