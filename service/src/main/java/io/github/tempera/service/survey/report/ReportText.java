package io.github.tempera.service.survey.report;

import io.github.tempera.service.survey.Answer;
import io.github.tempera.service.survey.Item;
import io.github.tempera.service.survey.Survey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A report as people read it in a terminal. */
public final class ReportText {
  private final SurveyReport report;
  private final StringBuilder text = new StringBuilder();

  private ReportText(SurveyReport report) {
    this.report = report;
  }

  /** The report, lines ending with a line feed. */
  public static String of(SurveyReport report) {
    ReportText text = new ReportText(report);
    text.head();
    if (!report.given().all().isEmpty()) {
      text.paintings();
      text.means();
      text.distribution();
    }
    text.line("");
    text.line("For comparison, the method's own report: %s.".formatted(SurveyReport.METHODS_OWN));
    return text.text.toString();
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private void head() {
    Survey survey = report.survey();
    line(survey.title());
    line(
        "Survey %s, %s, %s by %s"
            .formatted(
                survey.id(),
                survey
                    .closed()
                    .map(end -> "closed " + day(end))
                    .orElse("open since " + day(survey.created())),
                count(survey.pairs(), "pair"),
                String.join(" and ", survey.models())));
    int people = report.complete() + report.partial();
    int idle = report.given().joined() - people;
    line(
        "%s: %d complete, %d partial%s"
            .formatted(
                count(people, "participant"),
                report.complete(),
                report.partial(),
                idle == 0 ? "" : "; %d more began and rated nothing".formatted(idle)));
  }

  private static String day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void paintings() {
    List<SurveyReport.Row> rows = report.rows();
    int content = width(rows.stream().map(row -> row.item().contentName()).toList(), "content");
    int style = width(rows.stream().map(row -> row.item().styleName()).toList(), "style");
    int model = width(rows.stream().map(row -> row.item().model()).toList(), "model");
    String form = "%4s  %-" + content + "s  %-" + style + "s  %-" + model + "s  %7s  %5s  %s";
    line("");
    line(form.formatted("pair", "content", "style", "model", "answers", "mean", "95 % interval"));
    for (SurveyReport.Row row : rows) {
      Item item = row.item();
      line(
          form.formatted(
              item.pair(),
              item.contentName(),
              item.styleName(),
              item.model(),
              row.estimate().count(),
              number(row.estimate().mean()),
              interval(row.estimate())));
    }
  }

  private static int width(List<String> names, String title) {
    return IntStream.concat(IntStream.of(title.length()), names.stream().mapToInt(String::length))
        .max()
        .getAsInt();
  }

  private void means() {
    line("");
    Optional<double[]> range = report.range();
    range.ifPresent(
        ends ->
            line("Means of the paintings: %s to %s".formatted(number(ends[0]), number(ends[1]))));
    line("Overall mean: %s, over participants' means".formatted(whole(report.overall())));
    if (report.survey().models().size() > 1) {
      report
          .models()
          .forEach(row -> line("  %s: %s".formatted(row.model(), whole(row.estimate()))));
    }
    report.difference().ifPresent(this::difference);
    line(
        "Agreement between raters, Krippendorff's alpha for interval data: %s"
            .formatted(
                report.agreement().isPresent()
                    ? number(report.agreement().getAsDouble())
                    : "too few or too equal ratings to tell"));
  }

  private void difference(Difference difference) {
    MeanRating estimate = difference.secondMinusFirst();
    if (estimate.count() == 0) {
      line("Nobody rated both paintings of a pair yet.");
      return;
    }
    line(
        "%s minus %s, same pair and person: %s, over %s"
            .formatted(
                difference.second(),
                difference.first(),
                whole(estimate),
                count(estimate.count(), "participant")));
    line(
        "  %s was rated higher %d times, the same %d times, lower %d times"
            .formatted(
                difference.second(), difference.higher(), difference.equal(), difference.lower()));
  }

  private static String whole(MeanRating estimate) {
    return number(estimate.mean())
        + (estimate.hasInterval() ? " (95 % interval " + interval(estimate) + ")" : "");
  }

  private void distribution() {
    List<Integer> counts = report.distribution();
    line("");
    line(
        "rating   %s"
            .formatted(
                IntStream.rangeClosed(Answer.LOWEST, Answer.HIGHEST)
                    .mapToObj("%5d"::formatted)
                    .collect(Collectors.joining())));
    line(
        "answers  %s"
            .formatted(counts.stream().map("%5d"::formatted).collect(Collectors.joining())));
  }

  private static String interval(MeanRating estimate) {
    return estimate.hasInterval() ? number(estimate.low()) + " to " + number(estimate.high()) : "";
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }
}
