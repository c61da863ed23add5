package io.github.tempera.training.run;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.RandomVgg19;
import io.github.tempera.image.Picture;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.Schedule;
import io.github.tempera.training.trainer.TrainOptions;
import io.github.tempera.training.trainer.TrainOptions.Learning.Optimizer;
import io.github.tempera.training.trainer.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A folder with a few small pictures and a random encoder to train on. */
public final class RunPlace {
  public final Path content;
  public final Path style;
  public final Path encoder;

  public RunPlace(Path folder) throws java.io.IOException {
    content = Files.createDirectories(folder.resolve("content"));
    style = Files.createDirectories(folder.resolve("style"));
    encoder = folder.resolve("encoder.safetensors");
    RandomVgg19.model().write(encoder);
    for (int i = 0; i < 6; i++) {
      picture(content.resolve("c" + i + ".png"), 40 + i, 48, i);
      picture(style.resolve("s" + i + ".png"), 48, 28 + 3 * i, 100 + i);
    }
  }

  /** Blocks of colour; the same seed, the same picture. */
  public static void picture(Path file, int width, int height, long seed) {
    Random random = new Random(seed);
    byte[] rgb = new byte[3 * width * height];
    byte[][] colors = new byte[16][3];
    for (byte[] color : colors) {
      random.nextBytes(color);
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        System.arraycopy(colors[x / 10 % 4 + 4 * (y / 10 % 4)], 0, rgb, 3 * (y * width + x), 3);
      }
    }
    Picture.of(width, height, rgb).write(file);
  }

  public static TrainOptions options(Architecture network, long iterations) {
    return options(network, iterations, Precision.FLOAT32);
  }

  public static TrainOptions options(Architecture network, long iterations, Precision precision) {
    return new TrainOptions(
        network,
        new TrainOptions.Data(
            2, 32, 0, network == Architecture.SLIM ? 2 : 0, 0.2, 0, 0, 1, 0, 0, false),
        new TrainOptions.Learning(
            iterations, 4, Optimizer.MUON, 1e-3, 3, Schedule.COSINE, 12, 20, 0.9),
        LossWeights.PAPER,
        0,
        Normalization.NONE,
        precision,
        2,
        7);
  }

  /** The same with all that keeps paintings steady. */
  public static TrainOptions steady(TrainOptions options) {
    TrainOptions.Data data = options.data();
    return new TrainOptions(
        options.network(),
        new TrainOptions.Data(
            data.batch(),
            data.crop(),
            data.shortSide(),
            data.crops(),
            data.identity(),
            data.contentLimit(),
            data.styleLimit(),
            data.validation(),
            0.5,
            0.5,
            true),
        options.learning(),
        options.loss(),
        25,
        options.normalization(),
        options.precision(),
        options.threads(),
        options.seed());
  }

  public static Setup.Session session(long checkpointEvery) {
    return new Setup.Session(Device.CPU, checkpointEvery, "tempera train", "test");
  }

  public Setup setup(TrainOptions options, long checkpointEvery) {
    return new Setup(
        content, style, encoder, null, "trained", "none", options, session(checkpointEvery));
  }

  /** Remembers what it hears, and interrupts the thread that trains after an iteration. */
  public static final class Ear implements Run.Listener {
    final List<String> said = new ArrayList<>();
    private final long stopAfter;
    private final Thread waiting = Thread.currentThread();

    Ear(long stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void done(Trainer.Step step) {
      if (step.iteration() == stopAfter) {
        waiting.interrupt();
        try {
          Thread.sleep(300); // until the one who waits has heard of it
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public void say(String sentence) {
      said.add(sentence);
    }
  }
}
