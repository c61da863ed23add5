package io.github.tempera.bench.training;

import io.github.tempera.Precision;
import io.github.tempera.bench.Workload;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.description.RandomWeights;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.Schedule;
import io.github.tempera.training.trainer.TrainOptions;
import io.github.tempera.training.trainer.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The trainer, on pictures of noise that it reads from the disk as it reads others. */
final class OurTraining implements TrainWorkload {
  private static final int PICTURES = 8;
  private static final int WIDTH = 340;
  private static final int HEIGHT = 260;

  private final Path folder;
  private final Trainer trainer;

  /** Takes crops as they say, of pictures of its own, all of them. */
  OurTraining(TrainOptions.Data crops, int threads) {
    try {
      folder = Files.createTempDirectory("tempera-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PictureSet content = pictures("content", 1);
    PictureSet style = pictures("style", 2);
    TrainOptions options =
        new TrainOptions(
            Architecture.VGG19,
            new TrainOptions.Data(
                crops.batch(),
                crops.crop(),
                crops.shortSide(),
                crops.crops(),
                0,
                0,
                0,
                0,
                0,
                0,
                false),
            new TrainOptions.Learning(
                1_000_000,
                0,
                TrainOptions.Learning.Optimizer.ADAM,
                1e-4,
                0,
                Schedule.CONSTANT,
                1,
                1e9,
                0),
            LossWeights.PAPER,
            0,
            Normalization.NONE,
            Precision.AUTO,
            threads,
            1);
    Vgg19Encoder encoder = Vgg19Encoder.of(RandomWeights.model(Architecture.VGG19, Workload.SEED));
    trainer = Trainer.start(options, new Trainer.Data(content, style, encoder), null);
  }

  private PictureSet pictures(String name, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      byte[] rgb = new byte[3 * WIDTH * HEIGHT];
      random.nextBytes(rgb);
      Path file = folder.resolve(name + i + ".jpg");
      Picture.of(WIDTH, HEIGHT, rgb).write(file);
      files.add(file);
    }
    return new PictureSet(folder, files);
  }

  @Override
  public void iterate() {
    trainer.step();
  }

  @Override
  public double secondsWaited() {
    return trainer.batches().secondsWaited();
  }

  @Override
  public void close() {
    trainer.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
