package io.github.tempera.cli.evaluate;

import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.cli.common.ComputeOptions;
import io.github.tempera.cli.common.Interruption;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.evaluation.EvaluateOptions;
import io.github.tempera.training.evaluation.Evaluation;
import io.github.tempera.training.evaluation.Gallery;
import io.github.tempera.training.evaluation.PictureList;
import io.github.tempera.training.evaluation.Report;
import io.github.tempera.training.evaluation.report.HtmlReport;
import io.github.tempera.training.evaluation.report.ReportFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tempera evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Scores models on the same content-style pairs, as people see the paintings (8 bits a"
          + " channel), beside the content itself and the mean/std colour transfer.",
      "Total is content loss + 10 x style loss, in the space of the judge. The interval behind a"
          + " mean is its 95 % confidence interval, Student's t over pairs."
    },
    sortOptions = false)
public final class EvaluateCommand implements Runnable {
  private static final String ALL = "all";

  @Option(
      names = "--content",
      required = true,
      paramLabel = "PATH",
      description =
          "Folder of pictures, with all below it, or a text file with one picture a line, relative"
              + " to the file.")
  private Path content = Path.of("");

  @Option(
      names = "--style",
      required = true,
      paramLabel = "PATH",
      description = "The styles, given likewise.")
  private Path style = Path.of("");

  @Option(
      names = "--pairs",
      paramLabel = "all|N",
      description =
          "Every content with every style, or N of these pairs drawn so that each picture comes"
              + " about equally often (default: ${DEFAULT-VALUE}).")
  private String pairs = String.valueOf(EvaluateOptions.DEFAULTS.pairs());

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the draw (default: ${DEFAULT-VALUE}).")
  private long seed = EvaluateOptions.DEFAULTS.seed();

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description =
          "Pictures are resized to this short side and cut to their central square (default:"
              + " ${DEFAULT-VALUE}).")
  private int size = EvaluateOptions.DEFAULTS.size();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model to score, any number of them: a name of 'tempera models list', or a file that ends"
              + " with .safetensors (default: "
              + ModelStore.BUNDLED
              + ").")
  private @Nullable List<String> models;

  @Option(
      names = "--judge",
      paramLabel = "FILE",
      description =
          "Encoder whose features the losses compare: a file with VGG-19 weights or a vgg19 model"
              + " file (default: the model ${DEFAULT-VALUE}).")
  private String judge = ModelStore.FETCHABLE;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes the scores of every pair to this file, too.")
  private @Nullable Path csv;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the table to this file, too.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FOLDER",
      description = "Writes a page there that shows the paintings side by side: index.html.")
  private @Nullable Path html;

  @Mixin private ComputeOptions compute = new ComputeOptions();
  @Mixin private OutputOptions outputs = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    EvaluateOptions options = new EvaluateOptions(count(pairs), seed, size);
    checkOutputs();
    Evaluation evaluation =
        new Evaluation(PictureList.read(content), PictureList.read(style), options);
    evaluation.checkPictures();
    Vgg19Encoder encoder = Models.judge(judge);
    try (Models open = new Models(models == null ? List.of(ModelStore.BUNDLED) : models, compute)) {
      HtmlReport page = html == null ? null : new HtmlReport(html);
      Report report = report(evaluation, encoder, open, page == null ? Gallery.NONE : page);
      Interruption.whole(() -> write(report, page));
      if (!outputs.quiet()) {
        spec.commandLine().getOut().print(ResultTable.of(report));
        spec.commandLine().getOut().flush();
      }
    }
  }

  private static int count(String pairs) {
    if (pairs.equals(ALL)) {
      return 0;
    }
    try {
      int count = Integer.parseInt(pairs);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException notANumber) {
      // The sentence is the same.
    }
    throw new TemperaException("--pairs must be all or a number from 1, not \"" + pairs + "\".");
  }

  private void checkOutputs() {
    List<Path> inputs = List.of(content, style);
    List<Path> files = new ArrayList<>();
    if (csv != null) {
      files.add(csv);
    }
    if (json != null) {
      files.add(json);
    }
    files.forEach(file -> OutputOptions.checkFile(file, inputs));
    if (html != null && Files.exists(html)) {
      if (!Files.isDirectory(html)) {
        throw new TemperaException(html + " is no folder: --html needs one.");
      }
      OutputOptions.checkWritable(html);
    }
  }

  private Report report(Evaluation evaluation, Vgg19Encoder encoder, Models open, Gallery gallery) {
    try (Bar bar = outputs.bar(evaluation.pairs() + " pairs", "paintings")) {
      return evaluation.run(encoder, compute.compute(), open.candidates(), gallery, bar);
    }
  }

  private void write(Report report, @Nullable HtmlReport page) {
    if (csv != null) {
      ReportFiles.writeCsv(report, csv);
    }
    if (json != null) {
      ReportFiles.writeJson(report, json);
    }
    if (page != null) {
      page.write(report);
    }
  }
}
