package io.github.tempera.cli.optimize;

import io.github.tempera.TemperaException;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Vgg19Encoder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The encoder in whose space the losses live. */
final class EncoderOption {
  @Option(
      names = "--encoder",
      paramLabel = "FILE",
      description =
          "The normalised VGG-19 that the losses are taken with, .pth or .safetensors (default:"
              + " that of the model vgg19, see 'tempera models fetch').")
  private @Nullable Path file;

  /**
   * Reads it.
   *
   * @throws TemperaException if there is none
   */
  Vgg19Encoder read() {
    if (file != null) {
      return Vgg19Encoder.read(file);
    }
    try {
      return Vgg19Encoder.of(ModelStore.standard().load(ModelStore.FETCHABLE));
    } catch (TemperaException e) {
      throw e.withMessage(e.getMessage() + " Or give the encoder's file with --encoder.");
    }
  }
}
