package io.github.tempera.service.survey.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.WholeFile;
import io.github.tempera.service.survey.Answer;
import io.github.tempera.service.survey.Item;
import io.github.tempera.service.survey.Survey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report for other programs. */
public final class ReportFiles {
  private ReportFiles() {}

  /**
   * Writes a line for each painting as comma-separated values: its mean, the interval, and how
   * often each rating was given.
   *
   * @throws TemperaException if the file cannot be written
   */
  public static void writeCsv(SurveyReport report, Path file) {
    String counts =
        IntStream.rangeClosed(Answer.LOWEST, Answer.HIGHEST)
            .mapToObj(rating -> "rated" + rating)
            .collect(Collectors.joining(","));
    StringBuilder csv =
        new StringBuilder("pair,content,style,model,answers,mean,low,high," + counts + "\n");
    for (SurveyReport.Row row : report.rows()) {
      MeanRating estimate = row.estimate();
      Stream<Object> values =
          Stream.of(
              name(row.item()),
              estimate.count(),
              finite(estimate.mean()),
              finite(estimate.low()),
              finite(estimate.high()),
              row.counts().stream().map(String::valueOf).collect(Collectors.joining(",")));
      csv.append(line(values));
    }
    WholeFile.write(file, csv.toString());
  }

  /**
   * Writes a line for each answer as comma-separated values. Participants are numbers.
   *
   * @throws TemperaException if the file cannot be written
   */
  public static void writeAnswers(SurveyReport report, Path file) {
    Map<String, Item> items = new HashMap<>();
    report.survey().items().forEach(item -> items.put(item.id(), item));
    StringBuilder csv = new StringBuilder("participant,pair,content,style,model,rating,time\n");
    for (Answer answer : report.given().all()) {
      Item item = Objects.requireNonNull(items.get(answer.item()));
      csv.append(line(Stream.of(answer.participant(), name(item), answer.rating(), answer.time())));
    }
    WholeFile.write(file, csv.toString());
  }

  private static String line(Stream<Object> values) {
    return values.map(String::valueOf).collect(Collectors.joining(",")) + "\n";
  }

  private static String name(Item item) {
    return "%d,%s,%s,%s"
        .formatted(
            item.pair(),
            quoted(item.contentName()),
            quoted(item.styleName()),
            quoted(item.model()));
  }

  private static String quoted(String text) {
    // A spreadsheet would compute what begins with one of these.
    String plain = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return plain.matches("[^,\"\\r\\n]*") ? plain : '"' + plain.replace("\"", "\"\"") + '"';
  }

  private static String finite(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : "";
  }

  /**
   * Writes all figures as JSON. What cannot be told is null.
   *
   * @throws TemperaException if the file cannot be written
   */
  public static void writeJson(SurveyReport report, Path file) {
    Survey survey = report.survey();
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("id", survey.id());
    root.put("title", survey.title());
    root.put("seed", survey.seed());
    root.put("created", survey.created().toString());
    root.put("closed", survey.closed().map(Object::toString).orElse(null));
    root.put("joined", report.given().joined());
    root.put("complete", report.complete());
    root.put("partial", report.partial());
    root.put("overall", estimate(report.overall()));
    root.put(
        "models",
        report.models().stream()
            .map(row -> with("model", row.model(), estimate(row.estimate())))
            .toList());
    root.put("difference", report.difference().map(ReportFiles::difference).orElse(null));
    root.put("distribution", report.distribution());
    root.put(
        "krippendorffAlpha",
        report.agreement().isPresent() ? report.agreement().getAsDouble() : null);
    root.put("paintings", report.rows().stream().map(ReportFiles::painting).toList());
    root.put("methodsOwnReport", SurveyReport.METHODS_OWN);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    WholeFile.write(file, part -> json.writeValue(part.toFile(), root));
  }

  private static Map<String, @Nullable Object> painting(SurveyReport.Row row) {
    Map<String, @Nullable Object> painting = new LinkedHashMap<>();
    painting.put("pair", row.item().pair());
    painting.put("content", row.item().contentName());
    painting.put("style", row.item().styleName());
    painting.put("model", row.item().model());
    painting.putAll(estimate(row.estimate()));
    painting.put("distribution", row.counts());
    return painting;
  }

  private static Map<String, @Nullable Object> difference(Difference difference) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("first", difference.first());
    json.put("second", difference.second());
    json.put("secondMinusFirst", estimate(difference.secondMinusFirst()));
    json.put("higher", difference.higher());
    json.put("equal", difference.equal());
    json.put("lower", difference.lower());
    return json;
  }

  private static Map<String, @Nullable Object> with(
      String name, Object value, Map<String, @Nullable Object> rest) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(name, value);
    json.putAll(rest);
    return json;
  }

  private static Map<String, @Nullable Object> estimate(MeanRating estimate) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("count", estimate.count());
    json.put("mean", finiteOrNull(estimate.mean()));
    json.put("low", finiteOrNull(estimate.low()));
    json.put("high", finiteOrNull(estimate.high()));
    return json;
  }

  private static @Nullable Double finiteOrNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
