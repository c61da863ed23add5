package io.github.tempera.training.show;

import io.github.tempera.internal.file.WholeFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Losses against iterations, smoothed over raw, on a logarithmic scale. */
public final class LossChart {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 700;
  private static final int RAW_POINTS = 1500;
  private static final Color GRID = new Color(0xE4E4E4);

  private final XYChart chart =
      new XYChartBuilder()
          .width(WIDTH)
          .height(HEIGHT)
          .xAxisTitle("iteration")
          .yAxisTitle("loss")
          .build();
  private boolean empty = true;

  /** An empty chart. */
  public LossChart(String title) {
    chart.setTitle(title);
    XYStyler styler = chart.getStyler();
    styler.setYAxisLogarithmic(true);
    styler.setYAxisLogarithmicDecadeOnly(false);
    styler.setYAxisDecimalPattern("0.####");
    styler.setXAxisDecimalPattern("#,##0");
    styler.setXAxisMin(0.0);
    styler.setXAxisTickMarkSpacingHint(110);
    styler.setPlotGridLinesColor(GRID);
    styler.setMarkerSize(0);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(Styler.LegendPosition.InsideNE);
  }

  /**
   * Adds a loss. Where there are many values the raw line shows the means of neighbours.
   *
   * @param rgb colour of the smoothed line; the raw one is paler
   */
  public void add(String name, int rgb, List<Long> iterations, List<Double> values) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    int step = Math.max(1, values.size() / RAW_POINTS);
    for (int from = 0; from < values.size(); from += step) {
      int to = Math.min(values.size(), from + step);
      double mean =
          values.subList(from, to).stream().mapToDouble(Double::doubleValue).average().orElse(0);
      if (mean > 0) {
        x.add((double) iterations.get((from + to - 1) / 2));
        y.add(mean);
      }
    }
    if (!x.isEmpty()) {
      empty = false;
      line(name + " (raw)", paler(rgb), 1, x, y).setShowInLegend(false);
      line(name, new Color(rgb), 2.5f, x, smoothed(y));
    }
  }

  private XYSeries line(String name, Color color, float width, List<Double> x, List<Double> y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(width));
    return series;
  }

  private static Color paler(int rgb) {
    Color color = new Color(rgb);
    return new Color(
        (2 * color.getRed() + 3 * 255) / 5,
        (2 * color.getGreen() + 3 * 255) / 5,
        (2 * color.getBlue() + 3 * 255) / 5);
  }

  /**
   * The mean over a window around each value that grows with the row: no lag, unlike an exponential
   * mean. At the ends it is the half that there is.
   */
  private static List<Double> smoothed(List<Double> values) {
    int reach = Math.max(1, values.size() / 30);
    double[] sums = new double[values.size() + 1];
    for (int i = 0; i < values.size(); i++) {
      sums[i + 1] = sums[i] + values.get(i);
    }
    List<Double> smooth = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      int from = Math.max(0, i - reach);
      int to = Math.min(values.size(), i + reach + 1);
      smooth.add((sums[to] - sums[from]) / (to - from));
    }
    return smooth;
  }

  /** Writes it as PNG, 1200 x 700; nothing if nothing was added. */
  public void write(Path file) {
    // Also when empty: what draws has to be loaded before the process is asked to end.
    BufferedImage image = BitmapEncoder.getBufferedImage(chart);
    if (!empty) {
      WholeFile.write(file, part -> ImageIO.write(image, "png", part.toFile()));
    }
  }
}
