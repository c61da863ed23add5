package io.github.tempera.cli.survey;

import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.cli.common.ComputeOptions;
import io.github.tempera.cli.common.ModelOptions;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.internal.file.FileName;
import io.github.tempera.model.ModelStore;
import io.github.tempera.service.survey.Draft;
import io.github.tempera.service.survey.Survey;
import io.github.tempera.service.survey.SurveyPainter;
import io.github.tempera.service.survey.SurveyPainter.Files;
import io.github.tempera.service.survey.SurveyPainter.NamedModel;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.evaluation.Pairing;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tempera survey create}. */
@Command(
    name = "create",
    description = {
      "Paints content-style pairs, keeps them as a survey in the database of 'tempera serve', and"
          + " prints the link where people rate them.",
      "With two models each pair is painted by both, and people do not see which is which."
    },
    sortOptions = false)
final class SurveyCreateCommand implements Runnable {
  @Option(
      names = "--content",
      required = true,
      paramLabel = "PATH",
      description = "Picture, or folder of pictures with all below it; any number of times.")
  private List<Path> contents = List.of();

  @Option(
      names = "--style",
      required = true,
      paramLabel = "PATH",
      description = "The styles, given likewise.")
  private List<Path> styles = List.of();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "Pairs to draw, so that each picture comes about equally often (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int pairs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the draw (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model that paints, one or two: a name of 'tempera models list', or a file that ends with"
              + " .safetensors (default: ${DEFAULT-VALUE}).",
      defaultValue = ModelStore.BUNDLED)
  private List<String> models = List.of();

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description =
          "Short side that larger pictures are shrunk to before painting (default:"
              + " ${DEFAULT-VALUE}).")
  private int size = SurveyPainter.DEFAULT_SIZE;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What participants read first (default: ${DEFAULT-VALUE}).")
  private String title = "How good are these paintings?";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Address at which people reach the service, for the link (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://localhost:8080/");

  @Mixin private SurveyStore store = new SurveyStore();
  @Mixin private ComputeOptions compute = new ComputeOptions();
  @Mixin private OutputOptions outputs = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Draft.checkTitle(title);
    Draft.checkModels(models.stream().map(SurveyCreateCommand::name).toList());
    SurveyPainter painting = new SurveyPainter(size);
    List<Files> drawn = drawn();
    // What cannot be read is found before anything is opened or painted.
    painting.read(drawn);
    List<NamedModel> painters = new ArrayList<>();
    try {
      for (String model : models) {
        Stylizer stylizer = Stylizer.open(ModelOptions.load(model), compute.compute());
        painters.add(new NamedModel(name(model), stylizer));
      }
      Survey survey =
          store.withNew(
              surveys -> {
                try (Bar bar = outputs.bar(pairs + " pairs", "paintings")) {
                  return surveys.create(
                      new Draft(title, seed, painting.paint(drawn, painters, bar)));
                }
              });
      PrintWriter out = spec.commandLine().getOut();
      out.println(url.toString().replaceFirst("/+$", "") + survey.path());
      out.flush();
    } finally {
      painters.forEach(painter -> painter.stylizer().close());
    }
  }

  private List<Files> drawn() {
    List<Path> content = pictures(contents);
    List<Path> style = pictures(styles);
    long all = (long) content.size() * style.size();
    if (pairs < 1 || pairs > all) {
      throw new TemperaException(
          "--pairs must be 1 to %d, which is all that %d contents and %d styles make, not %d."
              .formatted(all, content.size(), style.size(), pairs));
    }
    return Pairing.draw(content.size(), style.size(), pairs, seed).stream()
        .map(pair -> new Files(content.get(pair.content()), style.get(pair.style())))
        .toList();
  }

  private static List<Path> pictures(List<Path> paths) {
    for (Path path : paths) {
      if (!java.nio.file.Files.exists(path)) {
        throw new TemperaException(
            Kind.NOT_FOUND,
            path,
            "There is no picture or folder %s: check its name.".formatted(path));
      }
    }
    return paths.stream()
        .flatMap(
            path ->
                java.nio.file.Files.isDirectory(path)
                    ? PictureSet.in(path).files().stream()
                    : List.of(path).stream())
        .distinct()
        .toList();
  }

  /** A model file goes by its name without folder and ending. */
  private static String name(String model) {
    if (!ModelOptions.isFile(model)) {
      return model;
    }
    String file = String.valueOf(FileName.path(model).getFileName());
    return file.substring(0, file.lastIndexOf('.'));
  }
}
