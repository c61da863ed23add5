package io.github.tempera.training.bench;

import org.bytedeco.pytorch.global.torch;

/** Iterations of a training, one after the other. */
interface TrainWorkload extends AutoCloseable {
  /** Does one. */
  void iterate();

  /** Seconds that all of them waited for pictures. */
  double secondsWaited();

  @Override
  void close();

  /** The workload of a side of a comparison. */
  static TrainWorkload of(TrainBench.Preset preset, boolean plain, int threads) {
    torch.set_num_threads(threads);
    if (plain) {
      org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads(threads);
    }
    return switch (preset) {
      case CLASSIC -> plain ? new PlainTraining(8, 256) : new OurTraining(8, 256, 512, 0, threads);
      case CPU -> plain ? new PlainTraining(4, 128) : new OurTraining(4, 128, 0, 1, threads);
    };
  }
}
