package io.github.tempera.training.evaluation.report;

import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.WholeFile;
import io.github.tempera.training.evaluation.Estimate;
import io.github.tempera.training.evaluation.Gallery;
import io.github.tempera.training.evaluation.Report;
import io.github.tempera.training.evaluation.Report.Result;
import io.github.tempera.training.evaluation.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A folder with a web page on which people look at the paintings side by side, and that needs
 * nothing else: {@code index.html} and its pictures as PNG.
 */
public final class HtmlReport implements Gallery {
  private static final String PICTURES = "pictures";

  private final Path folder;
  private final Map<String, String> written = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  /** One pair's row, its pictures written already. */
  private record Line(String order, double worst, String html) {}

  /**
   * Makes the folder, if need be.
   *
   * @throws TemperaException if it cannot be made or written to
   */
  public HtmlReport(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve(PICTURES));
    } catch (IOException e) {
      throw FileErrors.unwritable(folder, "Cannot make the folder " + folder, e);
    }
  }

  @Override
  public void hang(Wall pair) {
    String number = "%04d".formatted(lines.size() + 1);
    Painting floor = pair.paintings().get(pair.paintings().size() - 1);
    StringBuilder row = new StringBuilder();
    String content = once("content", pair.contentName(), pair.content());
    String style = once("style", pair.styleName(), pair.style());
    row.append("<th scope=\"row\" data-total=\"" + floor.scores().losses().total() + "\">");
    row.append(figure(content, pair.contentName(), "content " + pair.contentName(), pair));
    row.append(losses(floor.scores())).append("</th>\n<td>");
    row.append(figure(style, pair.styleName(), "style " + pair.styleName(), pair))
        .append("</td>\n");
    for (int i = 0; i < pair.paintings().size() - 1; i++) {
      Painting painting = pair.paintings().get(i);
      String file = write(number + "-" + (i + 1), painting.picture());
      String says =
          painting.model() + ": " + pair.contentName() + " in the manner of " + pair.styleName();
      row.append("<td data-total=\"" + painting.scores().losses().total() + "\">");
      row.append(figure(file, painting.model(), says, pair));
      row.append(losses(painting.scores())).append("</td>\n");
    }
    lines.add(new Line(number, pair.paintings().get(0).scores().losses().total(), row.toString()));
  }

  private String once(String kind, String name, Picture picture) {
    return written.computeIfAbsent(
        kind + " " + name, key -> write(kind + "-" + (written.size() + 1), picture));
  }

  private String write(String name, Picture picture) {
    String file = PICTURES + "/" + name + ".png";
    picture.write(folder.resolve(file));
    return file;
  }

  private static String figure(String file, String caption, String says, Wall pair) {
    return """
        <figure><a href="%s"><img src="%s" width="%d" height="%d" loading="lazy" alt="%s"></a>\
        <figcaption>%s</figcaption></figure>
        """
        .formatted(
            file,
            file,
            pair.content().width(),
            pair.content().height(),
            escaped(says),
            escaped(caption));
  }

  private static String losses(Scores scores) {
    return """
        <dl><dt>total</dt><dd><b>%s</b></dd><dt>content</dt><dd>%s</dd><dt>style</dt><dd>%s</dd>\
        <dt>SSIM</dt><dd>%s</dd><dt>steadiness</dt><dd>%s</dd></dl>
        """
        .formatted(
            Rounded.of(scores.losses().total()),
            Rounded.of(scores.losses().content()),
            Rounded.of(scores.losses().style()),
            Rounded.of(scores.ssim()),
            Rounded.of(scores.steadiness()));
  }

  /**
   * Writes the page, when all paintings have been hung: the pairs that the first model paints worst
   * come first.
   *
   * @throws TemperaException if it cannot be written
   */
  public void write(Report report) {
    lines.sort((a, b) -> Double.compare(b.worst(), a.worst()));
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Tempera: %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <header>
        <h1>%s</h1>
        <p>%d pairs of %d contents and %d styles at %d x %d pixels, seed %d.
        Total is content loss + 10 × style loss; smaller is better, but for SSIM and dB.
        ± is the 95 %% confidence interval of the mean (Student's t over pairs).</p>
        </header>
        """
            .formatted(
                escaped(report.models().get(0).name()),
                resource("report.css"),
                escaped(title(report)),
                report.pairs(),
                report.contents(),
                report.styles(),
                report.options().size(),
                report.options().size(),
                report.options().seed()));
    summary(report, page);
    pairs(report, page);
    page.append("<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n");
    WholeFile.write(folder.resolve("index.html"), page.toString());
  }

  private static String title(Report report) {
    List<String> names = report.models().stream().map(Result::name).toList();
    return String.join(", ", names);
  }

  private static void summary(Report report, StringBuilder page) {
    page.append(
        """
        <section class="scroll" tabindex="0" aria-label="Means">
        <table class="means">
        <thead><tr><th scope="col">model</th><th scope="col">total</th>\
        <th scope="col">content</th><th scope="col">style</th>\
        <th scope="col">to content</th><th scope="col">Gram x 1000</th><th scope="col">SSIM</th>\
        <th scope="col">steadiness</th>\
        <th scope="col">reconstruction, dB</th><th scope="col">its content loss</th>\
        <th scope="col">s a picture</th><th scope="col">memory</th></tr></thead>
        <tbody>
        """);
    for (Result model : report.models()) {
      page.append("<tr><th scope=\"row\">" + escaped(model.name()) + "</th>");
      for (Estimate estimate :
          List.of(
              model.total(),
              model.contentLoss(),
              model.styleLoss(),
              model.contentLossToContent(),
              model.gramLoss().times(1000),
              model.ssim(),
              model.steadiness(),
              model.reconstructionPsnr(),
              model.reconstructionContentLoss())) {
        page.append("<td>" + Rounded.of(estimate) + "</td>");
      }
      page.append("<td>" + Rounded.seconds(model.secondsPerPicture()) + "</td>");
      page.append("<td>" + Rounded.megabytes(model.peakMemoryBytes()) + "</td></tr>\n");
    }
    page.append("</tbody>\n</table>\n</section>\n");
  }

  private void pairs(Report report, StringBuilder page) {
    List<Result> models = report.models();
    page.append("<p role=\"status\" id=\"order\">Sorted by the total of ");
    page.append(escaped(models.get(0).name()) + ", worst first.</p>\n");
    page.append("<table class=\"pairs\">\n<thead><tr>");
    column(page, 0, models.get(models.size() - 1).name(), "none");
    page.append("<th scope=\"col\"><span>style</span></th>");
    for (int i = 0; i < models.size() - 1; i++) {
      column(page, 2 + i, models.get(i).name(), i == 0 ? "descending" : "none");
    }
    page.append("</tr></thead>\n<tbody>\n");
    for (Line line : lines) {
      page.append("<tr id=\"pair-" + line.order() + "\">" + line.html() + "</tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  private static void column(StringBuilder page, int cell, String name, String sorted) {
    page.append(
        "<th scope=\"col\" aria-sort=\"%s\"><button type=\"button\" data-cell=\"%d\">%s</button></th>"
            .formatted(sorted, cell, escaped(name)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
