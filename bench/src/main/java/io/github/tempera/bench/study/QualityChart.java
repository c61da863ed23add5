package io.github.tempera.bench.study;

import io.github.tempera.bench.study.QualityAgainstTime.Score;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Loss against seconds as a picture, both in powers of ten. */
final class QualityChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 60;
  private static final int BOTTOM = 50;
  private static final int TOP = 20;
  private static final int RIGHT = 120;
  private static final int[] DIGITS = {1, 2, 5};
  private static final int[] LAST = {1};

  private final double fromX;
  private final double toX;
  private final double fromY;
  private final double toY;
  private final StringBuilder svg = new StringBuilder();

  private QualityChart(List<Score> scores) {
    fromX = Math.floor(scores.stream().mapToDouble(s -> Math.log10(s.seconds())).min().orElse(0));
    toX = Math.ceil(scores.stream().mapToDouble(s -> Math.log10(s.seconds())).max().orElse(1));
    fromY = Math.floor(scores.stream().mapToDouble(s -> Math.log10(s.total())).min().orElse(0));
    toY = Math.ceil(scores.stream().mapToDouble(s -> Math.log10(s.total())).max().orElse(1));
  }

  /** The chart; what took no time is left out. */
  static String svg(Map<String, Score> scores) {
    List<Score> timed = scores.values().stream().filter(s -> s.seconds() > 0).toList();
    QualityChart chart = new QualityChart(timed);
    chart.add(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>",
        WIDTH, HEIGHT);
    chart.add("<rect width='100%%' height='100%%' fill='white'/>");
    chart.axes();
    chart.add("<text x='%d' y='%d' fill='#2060b0'>optimize</text>", WIDTH - RIGHT + 9, TOP + 10);
    chart.add("<text x='%d' y='%d' fill='#c04020'>networks</text>", WIDTH - RIGHT + 9, TOP + 28);
    scores.forEach(
        (name, score) -> {
          if (score.seconds() > 0) {
            chart.point(name, score);
          }
        });
    return chart.add("</svg>").svg.toString();
  }

  private void axes() {
    for (double power = fromX; power <= toX; power++) {
      for (int digit : power == toX ? LAST : DIGITS) {
        double value = digit * Math.pow(10, power);
        double at = x(value);
        add("<path d='M%.1f %d V%d' stroke='#ddd'/>", at, TOP, HEIGHT - BOTTOM);
        add(
            "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
            at, HEIGHT - BOTTOM + 18, number(value));
      }
    }
    for (double power = fromY; power <= toY; power++) {
      for (int digit : power == toY ? LAST : DIGITS) {
        double value = digit * Math.pow(10, power);
        add("<path d='M%d %.1f H%d' stroke='#ddd'/>", LEFT, y(value), WIDTH - RIGHT);
        add(
            "<text x='%d' y='%.1f' text-anchor='end'>%s</text>",
            LEFT - 6, y(value) + 4, number(value));
      }
    }
    add(
        "<text x='%d' y='%d' text-anchor='middle'>seconds a picture</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10);
    add(
        "<text transform='translate(16 %d) rotate(-90)' text-anchor='middle'>content + 10 x style loss</text>",
        HEIGHT / 2);
  }

  private void point(String name, Score score) {
    double x = x(score.seconds());
    double y = y(score.total());
    boolean optimized = name.startsWith("optimize");
    add("<circle cx='%.1f' cy='%.1f' r='5' fill='%s'/>", x, y, optimized ? "#2060b0" : "#c04020");
    // Where points lie close together names go to different sides.
    boolean before = !optimized && x > WIDTH / 2;
    add(
        "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>",
        before ? x - 9 : x + 9,
        before ? y + 4 : y - 6,
        before ? "end" : "start",
        name.replace("optimize, ", ""));
  }

  private double x(double seconds) {
    return LEFT + (Math.log10(seconds) - fromX) / (toX - fromX) * (WIDTH - RIGHT - LEFT);
  }

  private double y(double loss) {
    return TOP + (toY - Math.log10(loss)) / (toY - fromY) * (HEIGHT - BOTTOM - TOP);
  }

  private static String number(double value) {
    return value >= 1
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2g", value).replaceAll("0+$", "");
  }

  private QualityChart add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }
}
