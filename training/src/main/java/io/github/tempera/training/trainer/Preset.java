package io.github.tempera.training.trainer;

import io.github.tempera.Precision;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.TrainOptions.Learning.Optimizer;
import java.util.Locale;

/** Options that belong together. */
public enum Preset {
  /**
   * The published recipe (Huang &amp; Belongie 2017, section 6; learning rate as in the original
   * release): shorter side 512, a new 256 x 256 crop every time, 8 pairs an iteration, Adam at 1e-4
   * / (1 + 5e-5 · iteration), λ = 10, 160,000 iterations. The clip cuts only what is out of the
   * ordinary.
   */
  CLASSIC {
    @Override
    public TrainOptions options(Architecture network) {
      return with(
          network,
          new TrainOptions.Data(
              8, 256, 512, 0, identity(network, 0), 0, 0, VALIDATION, 0, 0, false),
          new TrainOptions.Learning(
              160_000,
              warmStart(network, 0),
              Optimizer.ADAM,
              1e-4,
              0,
              Schedule.INVERSE,
              160_000,
              10_000,
              0),
          0);
    }
  },
  /**
   * What two processor cores can do in hours: 128 x 128 crops of the pictures as they are, two of
   * each picture, whose frozen features are computed once; half of the styles changed to other
   * kinds of pictures; a warm start; random phases and consistency; Muon at 1e-3; the weights'
   * running average is the model.
   */
  CPU {
    @Override
    public TrainOptions options(Architecture network) {
      return with(
          network,
          new TrainOptions.Data(
              8, 128, 0, 2, identity(network, 0.03), 0, 0, VALIDATION, 0.5, 0.5, true),
          new TrainOptions.Learning(
              10_000,
              warmStart(network, 300),
              Optimizer.MUON,
              1e-3,
              200,
              Schedule.CONSTANT,
              10_000,
              20,
              0.998),
          25);
    }
  };

  private static final int VALIDATION = 50;
  private static final int MOST_THREADS = 64;

  /** What commands call it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The preset's options for a network, on this machine's processors. */
  public abstract TrainOptions options(Architecture network);

  /**
   * Modulated decoders have to learn from some pairs that a content in its own style stays as it
   * is.
   */
  private static double identity(Architecture network, double otherwise) {
    return Networks.of(network).usual().isModulated() ? 0.05 : otherwise;
  }

  /** An encoder that learns needs a long one. */
  private static long warmStart(Architecture network, long otherwise) {
    return Networks.of(network).usual().hasVgg19Encoder() ? otherwise : 1_500;
  }

  private static TrainOptions with(
      Architecture network,
      TrainOptions.Data data,
      TrainOptions.Learning learning,
      double consistency) {
    return new TrainOptions(
        network,
        data,
        learning,
        LossWeights.PAPER,
        consistency,
        Normalization.NONE,
        Precision.AUTO,
        Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()),
        1);
  }
}
