package io.github.tempera.bench.training;

import io.github.tempera.internal.network.Natives;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.trainer.Preset;
import io.github.tempera.training.trainer.TrainOptions;

/** Iterations of a training, one after the other. */
interface TrainWorkload extends AutoCloseable {
  /** Does one. */
  void iterate();

  /** Seconds that all of them waited for pictures. */
  double secondsWaited();

  @Override
  void close();

  /** The workload of a side of a comparison. */
  static TrainWorkload of(Preset preset, boolean plain, int threads) {
    Natives.useThreads(threads);
    if (plain) {
      Natives.useThreadsForProducts(threads);
    }
    TrainOptions.Data data = preset.options(Architecture.VGG19).data();
    return plain ? new PlainTraining(data.batch(), data.crop()) : new OurTraining(data, threads);
  }
}
