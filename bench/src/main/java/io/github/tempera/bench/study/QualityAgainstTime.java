package io.github.tempera.bench.study;

import io.github.tempera.Compute;
import io.github.tempera.Stylizer;
import io.github.tempera.image.Picture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.optimization.Optimization;
import io.github.tempera.training.optimization.Optimization.Loss;
import io.github.tempera.training.optimization.OptimizeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures loss against seconds of the networks and the optimizer on some pairs, and writes the
 * table and the chart of {@code docs/quality.md}: what lies between its two comments is replaced.
 *
 * <p>Arguments: the project's folder, the short side in pixels, and pairs of samples such as {@code
 * harbour.jpg+woodcut.png}. The models slim, vgg19 and vgg19-paper are those of the store.
 */
public final class QualityAgainstTime {
  private static final int[] STEPS = {50, 100, 300};
  private static final String BEGIN = "<!-- figures begin -->";
  private static final String END = "<!-- figures end -->";

  private final Vgg19Encoder encoder;
  private final Map<String, List<Score>> scores = new LinkedHashMap<>();

  /** How long a picture took and how good it is. */
  record Score(double seconds, double content, double style) {
    double total() {
      return content + 10 * style;
    }

    static Score mean(List<Score> scores) {
      return new Score(
          scores.stream().mapToDouble(Score::seconds).average().orElse(0),
          scores.stream().mapToDouble(Score::content).average().orElse(0),
          scores.stream().mapToDouble(Score::style).average().orElse(0));
    }
  }

  private QualityAgainstTime(Vgg19Encoder encoder) {
    this.encoder = encoder;
  }

  /** Measures and writes. */
  public static void main(String[] arguments) throws IOException {
    Path docs = Path.of(arguments[0], "docs");
    int size = Integer.parseInt(arguments[1]);
    List<String> pairs = Arrays.asList(arguments).subList(2, arguments.length);
    Model vgg19 = ModelStore.standard().load(ModelStore.FETCHABLE);
    QualityAgainstTime run = new QualityAgainstTime(Vgg19Encoder.of(vgg19));
    for (String pair : pairs) {
      String[] names = pair.split("\\+", 2);
      Path samples = docs.resolve("samples");
      run.measure(
          vgg19,
          Picture.read(samples.resolve(names[0])).withShortSide(size),
          Picture.read(samples.resolve(names[1])).withShortSide(size));
    }
    Map<String, Score> means = new LinkedHashMap<>();
    run.scores.forEach((name, all) -> means.put(name, Score.mean(all)));
    Files.writeString(docs.resolve("quality.svg"), QualityChart.svg(means));
    Path page = docs.resolve("quality.md");
    String text = Files.readString(page);
    Files.writeString(
        page,
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
            + table(means, pairs, size)
            + text.substring(text.indexOf(END)));
  }

  private void measure(Model vgg19, Picture content, Picture style) {
    told("content", new Score(0, 0, 0), content, content, style);
    network(ModelStore.standard().load(ModelStore.BUNDLED), content, style);
    Picture painted = network(vgg19, content, style);
    network(ModelStore.standard().load(ModelStore.PAPER), content, style);
    optimized("optimize, %d steps", content, content, style, STEPS);
    optimized("vgg19, then %d steps", painted, content, style, 50);
  }

  private Picture network(Model model, Picture content, Picture style) {
    try (Stylizer stylizer = Stylizer.open(model, Compute.DEFAULTS)) {
      Picture painted = stylizer.stylize(content, stylizer.encode(style));
      double[] seconds = new double[3];
      for (int i = 0; i < seconds.length; i++) {
        long start = System.nanoTime();
        stylizer.stylize(content, stylizer.encode(style));
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
      Arrays.sort(seconds);
      told(model.card().name(), new Score(seconds[1], 0, 0), painted, content, style);
      return painted;
    }
  }

  /** One run, looked at after so many steps; looking takes no part of its time. */
  private void optimized(String name, Picture start, Picture content, Picture style, int... stops) {
    double seconds = 0;
    int steps = 0;
    try (Optimization optimization = optimization(start, content, style, stops[stops.length - 1])) {
      for (int stop : stops) {
        long begin = System.nanoTime();
        for (; steps < stop; steps++) {
          optimization.step();
        }
        optimization.measure();
        seconds += (System.nanoTime() - begin) / 1e9;
        Score time = new Score(seconds, 0, 0);
        told(name.formatted(stop), time, optimization.best(), content, style);
      }
    }
  }

  private void told(String name, Score time, Picture painted, Picture content, Picture style) {
    Loss loss;
    try (Optimization judge = optimization(painted, content, style, 1)) {
      loss = judge.measure();
    }
    Score score = new Score(time.seconds(), loss.content(), loss.style());
    scores.computeIfAbsent(name, unused -> new ArrayList<>()).add(score);
    System.out.printf(Locale.ROOT, "%s: %.2f s, %.2f%n", name, score.seconds(), score.total());
  }

  private Optimization optimization(Picture start, Picture content, Picture style, int steps) {
    OptimizeOptions defaults = OptimizeOptions.DEFAULTS;
    OptimizeOptions options = new OptimizeOptions(steps, defaults.rate(), LossWeights.PAPER);
    return new Optimization(content, style, start, encoder, options, Compute.DEFAULTS);
  }

  private static String table(Map<String, Score> means, List<String> pairs, int size) {
    StringBuilder text = new StringBuilder("\n");
    text.append("Means over ").append(pairs.size()).append(" pairs (");
    text.append(String.join(", ", pairs)).append("), short sides of ").append(size);
    text.append(" pixels.\n\n| output of | seconds | content loss | style loss | content + 10 x");
    text.append(" style |\n| --- | --- | --- | --- | --- |\n");
    means.forEach(
        (name, score) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f | %.2f |%n",
                    name.equals("content") ? "the content itself" : name,
                    score.seconds() == 0 ? "" : String.format(Locale.ROOT, "%.2f", score.seconds()),
                    score.content(),
                    score.style(),
                    score.total())));
    return text.append("\n![loss against seconds](quality.svg)\n").toString();
  }
}
