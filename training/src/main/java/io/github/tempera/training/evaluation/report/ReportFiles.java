package io.github.tempera.training.evaluation.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.WholeFile;
import io.github.tempera.training.evaluation.Estimate;
import io.github.tempera.training.evaluation.Losses;
import io.github.tempera.training.evaluation.Report;
import io.github.tempera.training.evaluation.Report.Result;
import io.github.tempera.training.evaluation.Report.Row;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report for other programs. */
public final class ReportFiles {
  private static final String COLUMNS =
      "model,content,style,contentLoss,styleLoss,total,contentLossToContent,gramLoss,ssim,steadiness,"
          + "reconstructionPsnr,reconstructionContentLoss,seconds\n";

  private ReportFiles() {}

  /**
   * Writes the means, with the half widths of their 95 % confidence intervals, as JSON. What is no
   * number, or infinite, is null.
   *
   * @throws TemperaException if the file cannot be written
   */
  public static void writeJson(Report report, Path file) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("size", report.options().size());
    root.put("seed", report.options().seed());
    root.put("pairs", report.pairs());
    root.put("contents", report.contents());
    root.put("styles", report.styles());
    root.put("judge", report.judge());
    root.put("confidence", "half width of the 95 % interval of the mean, Student's t over pairs");
    root.put("models", report.models().stream().map(ReportFiles::model).toList());
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    WholeFile.write(file, part -> json.writeValue(part.toFile(), root));
  }

  private static Map<String, Object> model(Result result) {
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    estimates.put("contentLoss", result.contentLoss());
    estimates.put("styleLoss", result.styleLoss());
    estimates.put("total", result.total());
    estimates.put("contentLossToContent", result.contentLossToContent());
    estimates.put("gramLoss", result.gramLoss());
    estimates.put("ssim", result.ssim());
    estimates.put("steadiness", result.steadiness());
    estimates.put("reconstructionPsnr", result.reconstructionPsnr());
    estimates.put("reconstructionContentLoss", result.reconstructionContentLoss());
    Map<String, Object> model = new LinkedHashMap<>();
    Map<String, @Nullable Double> margins = new LinkedHashMap<>();
    model.put("name", result.name());
    estimates.forEach(
        (name, estimate) -> {
          model.put(name, finite(estimate.mean()));
          margins.put(name, finite(estimate.margin()));
        });
    model.put("secondsPerPicture", result.secondsPerPicture());
    model.put("peakMemoryBytes", result.peakMemoryBytes() == 0 ? null : result.peakMemoryBytes());
    model.put("confidence", margins);
    return model;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /**
   * Writes every pair of every candidate as comma-separated values. What is no number, or infinite,
   * is empty.
   *
   * @throws TemperaException if the file cannot be written
   */
  public static void writeCsv(Report report, Path file) {
    StringBuilder csv = new StringBuilder(COLUMNS);
    for (Row row : report.rows()) {
      Losses losses = row.scores().losses();
      csv.append(quoted(row.model())).append(',');
      csv.append(quoted(row.content())).append(',');
      csv.append(quoted(row.style()));
      for (double value :
          List.of(
              losses.content(),
              losses.style(),
              losses.total(),
              losses.toContent(),
              losses.gram(),
              row.scores().ssim(),
              row.scores().steadiness(),
              row.reconstruction().psnr(),
              row.reconstruction().contentLoss(),
              row.seconds())) {
        csv.append(',').append(Double.isFinite(value) ? (Object) value : "");
      }
      csv.append('\n');
    }
    WholeFile.write(file, csv.toString());
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
