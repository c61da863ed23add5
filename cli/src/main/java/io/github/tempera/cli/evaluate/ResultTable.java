package io.github.tempera.cli.evaluate;

import io.github.tempera.training.evaluation.Report;
import io.github.tempera.training.evaluation.Report.Result;
import io.github.tempera.training.evaluation.report.Rounded;
import java.util.ArrayList;
import java.util.List;

/** The means of a report as aligned text: one line a model, the name first. */
final class ResultTable {
  private static final List<List<String>> HEADINGS =
      List.of(
          List.of(
              "", "total", "content", "style", "to", "Gram", "", "", "own style", "", "s a", ""),
          List.of(
              "model",
              "c + 10 s",
              "loss",
              "loss",
              "content",
              "x 1000",
              "SSIM",
              "steadiness",
              "dB",
              "loss",
              "picture",
              "memory"));

  private ResultTable() {}

  static String of(Report report) {
    List<List<String>> lines = new ArrayList<>(HEADINGS);
    report.models().forEach(model -> lines.add(line(model)));
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        String cell = line.get(column);
        String space = " ".repeat(width(lines, column) - cell.length());
        row.append(column == 0 ? cell + space : "  " + space + cell);
      }
      text.append(row.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.append(
            "%d pairs of %d contents and %d styles, %d x %d pixels%n"
                .formatted(
                    report.pairs(),
                    report.contents(),
                    report.styles(),
                    report.options().size(),
                    report.options().size()))
        .toString();
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  private static List<String> line(Result model) {
    return List.of(
        model.name(),
        Rounded.of(model.total()),
        Rounded.of(model.contentLoss()),
        Rounded.of(model.styleLoss()),
        Rounded.of(model.contentLossToContent()),
        Rounded.of(model.gramLoss().times(1000)),
        Rounded.of(model.ssim()),
        Rounded.of(model.steadiness()),
        Rounded.of(model.reconstructionPsnr()),
        Rounded.of(model.reconstructionContentLoss()),
        Rounded.seconds(model.secondsPerPicture()),
        Rounded.megabytes(model.peakMemoryBytes()));
  }
}
