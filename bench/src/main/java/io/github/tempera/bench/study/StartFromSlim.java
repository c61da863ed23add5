package io.github.tempera.bench.study;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.data.Batches;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.loss.LossEncoder;
import io.github.tempera.training.trainee.FrozenFeatures;
import io.github.tempera.training.trainee.SlimStart;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;

/**
 * Makes the model that the training of vgg19's shipped decoder starts from: the bundled slim's
 * decoder, brought to read VGG-19 ({@link SlimStart}). The pictures that {@code tempera train
 * --validation 44 --seed 1} sets aside stay aside.
 *
 * <p>Arguments: folders of photographs and paintings, the encoder's file, the file to write.
 */
public final class StartFromSlim {
  private static final int VALIDATION = 44;
  private static final long SEED = 1;
  private static final int BATCH = 8;
  private static final int CROP = 128;
  private static final int SHORT_SIDE = 256;
  private static final int ITERATIONS = 500;
  private static final int TOLD = 25;

  private StartFromSlim() {}

  /** Learns and writes. */
  public static void main(String[] arguments) {
    PictureSet photographs = training(arguments[0]);
    PictureSet paintings = training(arguments[1]);
    Vgg19Encoder encoder = Vgg19Encoder.read(Path.of(arguments[2]));
    Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
    Batches.Plan plan = new Batches.Plan(BATCH, CROP, SHORT_SIDE, 1, 0, 0, 0, SEED);
    try (LossEncoder vgg19 = new LossEncoder(encoder.weights(), backend);
        FrozenFeatures features = new FrozenFeatures(vgg19, backend, CROP, 0, true);
        Batches batches = new Batches(photographs, paintings, plan, 1);
        SlimStart start =
            new SlimStart(
                ModelStore.standard().load(ModelStore.BUNDLED),
                encoder,
                Networks.of(Architecture.VGG19_MODULATED).usual(),
                SEED)) {
      int seen = paintings.files().size() / BATCH;
      for (int i = 0; i < seen; i++) {
        for (Batches.Pair pair : batches.at(i)) {
          try (PointerScope scope = new PointerScope()) {
            start.see(features.of(List.of(new Batches.Pair(pair.style(), pair.style()))));
          }
        }
        if (i % TOLD == 0) {
          System.out.printf(Locale.ROOT, "%d of %d styles%n", i * BATCH, seen * BATCH);
        }
      }
      start.takeOver();
      start.learn(
          i -> features.of(batches.at(seen + i)),
          ITERATIONS,
          (i, distance) -> {
            if (i % TOLD == 0) {
              System.out.printf(Locale.ROOT, "%d of %d: %.3f%n", i, ITERATIONS, distance);
            }
          });
      ModelCard card =
          new ModelCard(
              "start",
              Architecture.VGG19_MODULATED,
              "Apache-2.0",
              "slim's decoder, brought to read VGG-19",
              new TreeMap<>());
      start.model(card).write(Path.of(arguments[3]));
    }
  }

  private static PictureSet training(String folder) {
    return PictureSet.in(Path.of(folder)).split(VALIDATION, SEED).training();
  }
}
