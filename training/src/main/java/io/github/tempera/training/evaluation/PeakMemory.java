package io.github.tempera.training.evaluation;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.Style;
import io.github.tempera.Stylizer;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.process.OwnJava;
import io.github.tempera.model.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Opens a model in a process of its own, paints a few pictures, and prints the process's highest
 * resident memory: the judge's is not in it.
 */
public final class PeakMemory {
  private static final int PAINTINGS = 3;

  private PeakMemory() {}

  /** Bytes; 0 on systems that do not tell. */
  static long of(Model model, Compute compute, int size) {
    try {
      Path file = Files.createTempFile("tempera", ".safetensors");
      try {
        model.write(file);
        return measured(file, compute, size);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw FileErrors.unwritable("a temporary file", "Cannot write a temporary file", e);
    }
  }

  private static long measured(Path file, Compute compute, int size) {
    byte[] peak =
        OwnJava.run(
            PeakMemory.class,
            List.of(
                file.toString(),
                String.valueOf(size),
                compute.precision().name(),
                compute.device().name(),
                String.valueOf(compute.threads())),
            "Measuring the memory of a model at %d pixels failed, most likely for want of it."
                .formatted(size));
    return Long.parseLong(new String(peak, StandardCharsets.US_ASCII).trim());
  }

  /**
   * Runs the worker.
   *
   * @param arguments model file, side of the pictures in pixels, precision, device, threads
   */
  public static void main(String[] arguments) {
    int size = Integer.parseInt(arguments[1]);
    Compute compute =
        new Compute(
            Precision.valueOf(arguments[2]),
            Device.valueOf(arguments[3]),
            Integer.parseInt(arguments[4]));
    try (Stylizer stylizer = Stylizer.open(Model.read(Path.of(arguments[0])), compute)) {
      byte[] noise = new byte[3 * size * size];
      new Random(1).nextBytes(noise);
      Picture picture = Picture.of(size, size, noise);
      for (int i = 0; i < PAINTINGS; i++) {
        Style style = stylizer.encode(picture, Progress.NONE);
        stylizer.stylize(picture, style);
      }
    }
    System.out.println(OwnJava.residentPeak());
  }
}
