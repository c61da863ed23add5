package io.github.tempera.service.survey.report;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.WholeFile;
import io.github.tempera.service.survey.Answer;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A report as a picture: the mean of each painting with its interval, and all ratings. */
public final class ReportChart {
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 800;
  private static final int HEAD = 110;
  private static final int MEANS_WIDTH = 1020;
  private static final Color INK = new Color(0x1D1B22);
  private static final Color FAINT = new Color(0x6A6672);
  private static final Color GRID = new Color(0xE6E3DE);
  private static final List<Color> MODELS = List.of(new Color(0x9C3D1E), new Color(0x1F6F8B));
  private static final double APART = 0.13;

  private final SurveyReport report;

  private ReportChart(SurveyReport report) {
    this.report = report;
  }

  /**
   * Writes it as PNG, 1600 x 800.
   *
   * @throws TemperaException if nobody has answered or the file cannot be written
   */
  public static void write(SurveyReport report, Path file) {
    if (report.given().all().isEmpty()) {
      throw new TemperaException(
          Kind.UNAVAILABLE,
          report.survey().id(),
          "Nobody has answered the survey %s yet: there is nothing to draw."
              .formatted(report.survey().id()));
    }
    BufferedImage chart = new ReportChart(report).draw();
    WholeFile.write(file, part -> ImageIO.write(chart, "png", part.toFile()));
  }

  private BufferedImage draw() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(INK);
    graphics.setFont(font(Font.BOLD, 26));
    graphics.drawString(shortened(report.survey().title()), 30, 46);
    graphics.setColor(FAINT);
    graphics.setFont(font(Font.PLAIN, 18));
    graphics.drawString(summary(), 30, 78);
    graphics.drawImage(BitmapEncoder.getBufferedImage(means()), 0, HEAD, null);
    graphics.drawImage(BitmapEncoder.getBufferedImage(ratings()), MEANS_WIDTH, HEAD, null);
    graphics.dispose();
    return image;
  }

  private static String shortened(String title) {
    return title.length() <= 90 ? title : title.substring(0, 89) + "…";
  }

  private String summary() {
    MeanRating overall = report.overall();
    String interval =
        overall.hasInterval()
            ? String.format(Locale.ROOT, " (%.2f to %.2f)", overall.low(), overall.high())
            : "";
    String agreement =
        report.agreement().isPresent()
            ? String.format(
                Locale.ROOT, "; Krippendorff's alpha %.2f", report.agreement().getAsDouble())
            : "";
    return String.format(
        Locale.ROOT,
        "%d participants, %d of them complete; overall mean %.2f%s%s",
        report.complete() + report.partial(),
        report.complete(),
        overall.mean(),
        interval,
        agreement);
  }

  private XYChart means() {
    int pairs = report.survey().pairs();
    XYChart chart =
        new XYChartBuilder()
            .width(MEANS_WIDTH)
            .height(HEIGHT - HEAD)
            .title("Mean of each painting, 95 % intervals")
            .xAxisTitle("pair")
            .yAxisTitle("rating")
            .build();
    style(chart.getStyler());
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setXAxisMin(0.5).setXAxisMax(pairs + 0.5);
    chart.getStyler().setYAxisMin(1.0).setYAxisMax(10.0);
    chart.getStyler().setXAxisTickMarkSpacingHint(40).setXAxisMaxLabelCount(Math.min(pairs, 30));
    chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0");
    chart.getStyler().setErrorBarsColorSeriesColor(true);
    List<String> models = report.survey().models();
    for (String model : models) {
      means(chart, model, models.indexOf(model) - (models.size() - 1) / 2.0);
    }
    double[] all = {0.5, pairs + 0.5};
    level(
        chart, "the method's report: means of 6.3 to 8.7", all, SurveyReport.METHODS_LOWEST, true);
    level(chart, "upper", all, SurveyReport.METHODS_HIGHEST, true).setShowInLegend(false);
    level(chart, "its overall 7.3", all, SurveyReport.METHODS_OVERALL, false);
    return chart;
  }

  private void means(XYChart chart, String model, double side) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<Double> margins = new ArrayList<>();
    for (SurveyReport.Row row : report.rows()) {
      MeanRating estimate = row.estimate();
      if (row.item().model().equals(model) && estimate.count() > 0) {
        x.add(row.item().pair() + side * 2 * APART);
        y.add(estimate.mean());
        margins.add(estimate.hasInterval() ? estimate.margin() : 0.0);
      }
    }
    if (!x.isEmpty()) {
      Color color = MODELS.get(report.survey().models().indexOf(model));
      XYSeries series = chart.addSeries(model, x, y, margins);
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color).setLineColor(color);
    }
  }

  private static XYSeries level(XYChart chart, String name, double[] x, double y, boolean dashed) {
    XYSeries series = chart.addSeries(name, x, new double[] {y, y});
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(FAINT);
    float[] dashes = dashed ? new float[] {6, 6} : new float[] {2, 4};
    series.setLineStyle(
        new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
    return series;
  }

  private CategoryChart ratings() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH - MEANS_WIDTH)
            .height(HEIGHT - HEAD)
            .title("All ratings")
            .xAxisTitle("rating")
            .yAxisTitle("answers")
            .build();
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(report.survey().models().size() > 1);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setYAxisDecimalPattern("0");
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setAvailableSpaceFill(0.8);
    List<Integer> ratings = IntStream.rangeClosed(Answer.LOWEST, Answer.HIGHEST).boxed().toList();
    int index = 0;
    for (String model : report.survey().models()) {
      List<Integer> counts = new ArrayList<>(Collections.nCopies(ratings.size(), 0));
      for (SurveyReport.Row row : report.rows()) {
        if (row.item().model().equals(model)) {
          ratings.forEach(
              rating ->
                  counts.set(rating - 1, counts.get(rating - 1) + row.counts().get(rating - 1)));
        }
      }
      chart.addSeries(model, ratings, counts).setFillColor(MODELS.get(index));
      index++;
    }
    return chart;
  }

  private static void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(INK);
    styler.setChartTitleFont(font(Font.BOLD, 18));
    styler.setChartTitleBoxVisible(false);
    styler.setAxisTitleFont(font(Font.PLAIN, 16));
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 15));
    styler.setAxisTickLabelsColor(INK);
    styler.setLegendFont(font(Font.PLAIN, 15));
    styler.setLegendBorderColor(Color.WHITE);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotBorderVisible(false);
    styler.setMarkerSize(11);
  }

  private static Font font(int weight, int size) {
    return new Font(Font.SANS_SERIF, weight, size);
  }
}
