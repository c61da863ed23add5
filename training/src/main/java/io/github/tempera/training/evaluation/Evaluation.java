package io.github.tempera.training.evaluation;

import io.github.tempera.Compute;
import io.github.tempera.Progress;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.evaluation.Gallery.Painting;
import io.github.tempera.training.evaluation.Pairing.Pair;
import io.github.tempera.training.evaluation.Report.Reconstruction;
import io.github.tempera.training.evaluation.Report.Result;
import io.github.tempera.training.evaluation.Report.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;

/**
 * Scores candidates on content-style pairs, all on the same ones, beside two that are always there:
 * the mean/std colour transfer and the content itself.
 */
public final class Evaluation {
  private final PictureSet contents;
  private final PictureSet styles;
  private final EvaluateOptions options;
  private final List<Pair> pairs;
  private final List<Integer> drawnContents;
  private final List<Integer> drawnStyles;

  /**
   * Draws the pairs.
   *
   * @param contents what is painted
   * @param styles in whose manner
   */
  public Evaluation(PictureSet contents, PictureSet styles, EvaluateOptions options) {
    this.contents = contents;
    this.styles = styles;
    this.options = options;
    pairs =
        Pairing.draw(
            contents.files().size(), styles.files().size(), options.pairs(), options.seed());
    drawnContents = pairs.stream().map(Pair::content).distinct().sorted().toList();
    drawnStyles = pairs.stream().map(Pair::style).distinct().sorted().toList();
  }

  /** How many pairs were drawn. */
  public int pairs() {
    return pairs.size();
  }

  /**
   * Checks, before any work, that every picture drawn can be read.
   *
   * @throws TemperaException naming the first that cannot
   */
  public void checkPictures() {
    drawnContents.forEach(content -> picture(contents, content));
    drawnStyles.forEach(style -> picture(styles, style));
  }

  private Picture picture(PictureSet set, int index) {
    return picture(set, index, options.size());
  }

  private static Picture picture(PictureSet set, int index, int size) {
    return PictureList.square(set.files().get(index), size);
  }

  private static String name(PictureSet set, int index) {
    Path file = set.files().get(index);
    return set.folder().relativize(file).toString().replace('\\', '/');
  }

  /**
   * Paints and judges. Interrupting the thread at work cancels it with a {@link
   * CancellationException}.
   *
   * @param judge in whose space the losses live
   * @param compute where the judge computes, and with how many threads; always in 32 bits
   * @param candidates what is scored; not closed
   * @param gallery sees every painting
   * @param progress counts paintings
   * @throws TemperaException if two candidates have one name or a picture cannot be read
   */
  public Report run(
      Vgg19Encoder judge,
      Compute compute,
      List<Candidate> candidates,
      Gallery gallery,
      Progress progress) {
    List<Candidate> all = new ArrayList<>(candidates);
    all.add(new ColorTransfer());
    all.add(new Floor());
    checkNames(all);
    try (Judge seeing = new Judge(judge, compute.device(), compute.threads())) {
      Run run = new Run(seeing, all, progress);
      run.reconstruct();
      run.paint(gallery);
      List<Result> results = new ArrayList<>();
      for (Candidate candidate : all) {
        results.add(run.result(candidate));
        run.step();
      }
      return new Report(
          options,
          judge.fingerprint(),
          pairs.size(),
          drawnContents.size(),
          drawnStyles.size(),
          results,
          run.rows);
    }
  }

  private static void checkNames(List<Candidate> candidates) {
    Set<String> names = new HashSet<>();
    for (Candidate candidate : candidates) {
      if (!names.add(candidate.name())) {
        throw new TemperaException(
            "Two rows would be called \"" + candidate.name() + "\": give each model once.");
      }
    }
  }

  /** One run's findings as they come. */
  private final class Run {
    final List<Row> rows = new ArrayList<>();
    private final Judge judge;
    private final List<Candidate> candidates;
    private final Progress progress;
    private final Map<String, Map<Integer, Reconstruction>> reconstructions = new HashMap<>();
    private final long total;
    private long done;

    Run(Judge judge, List<Candidate> candidates, Progress progress) {
      this.judge = judge;
      this.candidates = candidates;
      this.progress = progress;
      // A painting of every pair and of every content, and the measurement of the memory.
      this.total = (long) candidates.size() * (pairs.size() + drawnContents.size() + 1);
    }

    void step() {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("Interrupted while evaluating");
      }
      progress.update(++done, total);
    }

    void reconstruct() {
      for (int index : drawnContents) {
        Picture content = picture(contents, index);
        List<Picture> pictures = new ArrayList<>();
        for (Candidate candidate : candidates) {
          candidate.prepare(content);
          pictures.add(candidate.paint(content, content));
          step();
        }
        pictures.add(content);
        try (Judge.Views views = judge.views(pictures)) {
          Judge.View original = views.of(content);
          for (int i = 0; i < candidates.size(); i++) {
            Picture painted = pictures.get(i);
            // t of a content in its own style is its own relu4_1.
            Losses losses = judge.losses(views.of(painted), original, original);
            reconstructions
                .computeIfAbsent(candidates.get(i).name(), name -> new HashMap<>())
                .put(index, new Reconstruction(psnr(painted, content), losses.toContent()));
          }
        }
      }
    }

    void paint(Gallery gallery) {
      for (int index : drawnStyles) {
        Picture style = picture(styles, index);
        candidates.forEach(candidate -> candidate.prepare(style));
        try (Judge.Views views = judge.views(List.of(style))) {
          for (Pair pair : pairs) {
            if (pair.style() == index) {
              gallery.hang(painted(pair, style, views.of(style)));
            }
          }
        }
      }
    }

    private Gallery.Wall painted(Pair pair, Picture style, Judge.View styleView) {
      Picture content = picture(contents, pair.content());
      String contentName = name(contents, pair.content());
      String styleName = name(styles, pair.style());
      List<Picture> pictures = new ArrayList<>();
      List<Double> seconds = new ArrayList<>();
      Picture roomy = picture(contents, pair.content(), options.size() + Steadiness.ROOM);
      List<Double> steadiness = new ArrayList<>();
      for (Candidate candidate : candidates) {
        long start = System.nanoTime();
        pictures.add(candidate.paint(content, style));
        seconds.add((System.nanoTime() - start) / 1e9);
        steadiness.add(Steadiness.of(roomy, window -> candidate.paintInFloat32(window, style)));
        step();
      }
      List<Picture> judged = new ArrayList<>(pictures);
      judged.add(content);
      List<Painting> paintings = new ArrayList<>();
      try (Judge.Views views = judge.views(judged)) {
        for (int i = 0; i < pictures.size(); i++) {
          Picture painted = pictures.get(i);
          String model = candidates.get(i).name();
          double ssim = Ssim.of(painted, content);
          Losses losses = judge.losses(views.of(painted), views.of(content), styleView);
          Scores scores = new Scores(losses, ssim, steadiness.get(i));
          paintings.add(new Painting(model, painted, scores));
          rows.add(
              new Row(
                  model,
                  contentName,
                  styleName,
                  scores,
                  reconstruction(model, pair.content()),
                  seconds.get(i)));
        }
      }
      return new Gallery.Wall(contentName, styleName, content, style, paintings);
    }

    private Reconstruction reconstruction(String model, int content) {
      return reconstructions
          .getOrDefault(model, Map.of())
          .getOrDefault(content, new Reconstruction(Double.NaN, Double.NaN));
    }

    Result result(Candidate candidate) {
      List<Row> own = rows.stream().filter(row -> row.model().equals(candidate.name())).toList();
      List<Reconstruction> back =
          drawnContents.stream().map(content -> reconstruction(candidate.name(), content)).toList();
      return new Result(
          candidate.name(),
          estimate(own, row -> row.scores().losses().content()),
          estimate(own, row -> row.scores().losses().style()),
          estimate(own, row -> row.scores().losses().total()),
          estimate(own, row -> row.scores().losses().toContent()),
          estimate(own, row -> row.scores().losses().gram()),
          estimate(own, row -> row.scores().ssim()),
          estimate(own, row -> row.scores().steadiness()),
          estimate(back, Reconstruction::psnr),
          estimate(back, Reconstruction::contentLoss),
          median(own.stream().mapToDouble(Row::seconds).skip(own.size() > 1 ? 1 : 0).toArray()),
          candidate.peakMemory(options.size()));
    }
  }

  private static <T> Estimate estimate(List<T> values, ToDoubleFunction<T> value) {
    return Estimate.of(values.stream().mapToDouble(value).toArray());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** Peak signal-to-noise ratio over all bytes, in dB; infinite of equal pictures. */
  static double psnr(Picture a, Picture b) {
    byte[] x = a.rgb();
    byte[] y = b.rgb();
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      int difference = (x[i] & 255) - (y[i] & 255);
      squares += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255 * x.length / squares);
  }
}
