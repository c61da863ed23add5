package io.github.tempera.cli.common;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Stylizer;
import io.github.tempera.model.ModelStore;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which model computes, and with what. */
public final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model that paints (default: ${DEFAULT-VALUE}); 'tempera models list' shows them.")
  private String model = ModelStore.BUNDLED;

  @Option(
      names = "--precision",
      paramLabel = "auto|float32|bfloat16",
      completionCandidates = Choices.Precisions.class,
      description =
          "Arithmetic (default: auto: bfloat16 where the processor computes in it, else float32).")
  private Precision precision = Compute.DEFAULTS.precision();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Processor threads, 0 for automatic (default: ${DEFAULT-VALUE}).")
  private int threads = Compute.DEFAULTS.threads();

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda",
      completionCandidates = Choices.Devices.class,
      description =
          "Where to compute (default: auto). For CUDA, build once with 'TEMPERA_NATIVES=-gpu"
              + " tempera --version': it downloads the GPU libraries and needs CUDA and cuDNN.")
  private Device device = Compute.DEFAULTS.device();

  /** Opens the model. */
  public Stylizer open() {
    return Stylizer.open(ModelStore.standard().load(model), compute());
  }

  /** What computes. */
  public Compute compute() {
    return new Compute(precision, device, threads);
  }

  /** The model and its arithmetic in a few words, such as {@code slim (float32)}. */
  public String description() {
    return "%s (%s)".formatted(model, precision.resolve().name().toLowerCase(Locale.ROOT));
  }
}
