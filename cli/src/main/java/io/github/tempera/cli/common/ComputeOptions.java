package io.github.tempera.cli.common;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import picocli.CommandLine.Option;

/** What models compute with. */
public final class ComputeOptions {
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

  /** The choices made. */
  public Compute compute() {
    return new Compute(precision, device, threads);
  }
}
