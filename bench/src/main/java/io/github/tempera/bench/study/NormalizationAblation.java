package io.github.tempera.bench.study;

import io.github.tempera.Precision;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.show.PictureSheet;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.Schedule;
import io.github.tempera.training.trainer.TrainOptions;
import io.github.tempera.training.trainer.Trainer;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains the decoder of vgg19 three times on the same crops, without a normalization, with instance
 * and with batch normalization, and writes {@code docs/normalization.jpg}: what each makes of some
 * samples.
 *
 * <p>Arguments: the project's folder, folders of photographs and paintings, the encoder's file, how
 * many iterations.
 */
public final class NormalizationAblation {
  private static final int SIZE = 256;
  private static final int LAST = 50;
  private static final int QUALITY = 85;

  private NormalizationAblation() {}

  /** Trains and writes. */
  public static void main(String[] arguments) {
    Path samples = Path.of(arguments[0], "docs", "samples");
    Trainer.Data data =
        new Trainer.Data(
            PictureSet.in(Path.of(arguments[1])),
            PictureSet.in(Path.of(arguments[2])),
            Vgg19Encoder.read(Path.of(arguments[3])));
    int iterations = Integer.parseInt(arguments[4]);
    List<Picture> contents = squares(samples, "harbour.jpg", "portrait.jpg", "street.jpg");
    List<Picture> styles =
        squares(samples, "ink-wash.png", "watercolour.png", "swirling-strokes.png");
    List<String> captions = new ArrayList<>(List.of("content", "style"));
    List<List<Picture>> columns = new ArrayList<>(List.of(contents, styles));
    for (Normalization normalization : Normalization.values()) {
      captions.add(normalization.name().toLowerCase(Locale.ROOT));
      columns.add(trained(options(iterations, normalization), data, contents, styles));
    }
    Picture.of(sheet(captions, columns))
        .write(Path.of(arguments[0], "docs", "normalization.jpg"), new WriteOptions(QUALITY));
  }

  private static TrainOptions options(int iterations, Normalization normalization) {
    return new TrainOptions(
        Architecture.VGG19,
        new TrainOptions.Data(8, 64, SIZE, 1, 0, 0, 0, 44, 0, 0, false),
        new TrainOptions.Learning(
            iterations,
            iterations / 4,
            TrainOptions.Learning.Optimizer.MUON,
            1e-3,
            20,
            Schedule.COSINE,
            iterations,
            20,
            0.98),
        LossWeights.PAPER,
        0,
        normalization,
        Precision.FLOAT32,
        Runtime.getRuntime().availableProcessors(),
        1);
  }

  private static List<Picture> trained(
      TrainOptions options, Trainer.Data data, List<Picture> contents, List<Picture> styles) {
    double content = 0;
    double style = 0;
    try (Trainer trainer = Trainer.start(options, data, null)) {
      long iterations = options.learning().iterations();
      for (long i = 0; i < iterations; i++) {
        Trainer.Step step = trainer.step();
        if (i >= iterations - LAST) {
          content += step.content() / LAST;
          style += step.style() / LAST;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: content %.2f, style %.2f in the last %d of %d iterations%n",
          options.normalization(),
          content,
          style,
          LAST,
          iterations);
      return trainer.paint(contents, styles);
    }
  }

  /** The middle of each, {@link #SIZE} pixels wide and high. */
  private static List<Picture> squares(Path folder, String... names) {
    List<Picture> squares = new ArrayList<>();
    for (String name : names) {
      Picture picture = Picture.read(folder.resolve(name)).withShortSide(SIZE);
      int x = (picture.width() - SIZE) / 2;
      int y = (picture.height() - SIZE) / 2;
      squares.add(Picture.of(picture.toBufferedImage().getSubimage(x, y, SIZE, SIZE)));
    }
    return squares;
  }

  private static BufferedImage sheet(List<String> captions, List<List<Picture>> columns) {
    PictureSheet sheet = new PictureSheet(columns.get(0).size(), columns.size(), SIZE);
    for (int column = 0; column < columns.size(); column++) {
      sheet.caption(column, captions.get(column));
      for (int row = 0; row < columns.get(column).size(); row++) {
        sheet.put(row, column, columns.get(column).get(row));
      }
    }
    return sheet.finished();
  }
}
