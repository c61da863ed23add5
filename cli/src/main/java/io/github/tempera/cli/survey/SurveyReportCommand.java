package io.github.tempera.cli.survey;

import io.github.tempera.cli.common.Interruption;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.service.survey.report.ReportChart;
import io.github.tempera.service.survey.report.ReportFiles;
import io.github.tempera.service.survey.report.ReportText;
import io.github.tempera.service.survey.report.SurveyReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tempera survey report}. */
@Command(
    name = "report",
    description = {
      "Shows what people answered: each painting's mean, the overall mean, all ratings, how far"
          + " raters agree and, of two models, how much better one did.",
      "Intervals are 95 % confidence intervals of means, Student's t: of a painting over its"
          + " answers, of all else over participants."
    },
    sortOptions = false)
final class SurveyReportCommand implements Runnable {
  @Parameters(paramLabel = "ID", description = "The last part of the survey's link.")
  private String id = "";

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes a line for each painting to this file, too.")
  private @Nullable Path csv;

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "Writes a line for each answer to this file, too; participants are numbers.")
  private @Nullable Path answers;

  @Option(
      names = "--chart",
      paramLabel = "FILE.png",
      description = "Draws the means and the ratings, too.")
  private @Nullable Path chart;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes all figures to this file, too.")
  private @Nullable Path json;

  @Mixin private SurveyStore store = new SurveyStore();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Stream.of(csv, answers, chart, json)
        .filter(Objects::nonNull)
        .forEach(file -> OutputOptions.checkFile(file, List.of()));
    SurveyReport report = new SurveyReport(store.with(surveys -> surveys.answers(id)));
    PrintWriter out = spec.commandLine().getOut();
    out.print(ReportText.of(report));
    out.flush();
    Interruption.whole(() -> write(report));
  }

  private void write(SurveyReport report) {
    if (csv != null) {
      ReportFiles.writeCsv(report, csv);
    }
    if (answers != null) {
      ReportFiles.writeAnswers(report, answers);
    }
    if (json != null) {
      ReportFiles.writeJson(report, json);
    }
    if (chart != null) {
      ReportChart.write(report, chart);
    }
  }
}
