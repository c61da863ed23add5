package io.github.tempera.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tempera.Device;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.run.RunPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native memory is freed as soon as its scope ends, not when a garbage collector gets to it. */
class TrainerMemoryIT {
  private static final Path STATUS = Path.of("/proc/self/status");

  @TempDir private Path folder = Path.of("");

  @Test
  void residentMemoryStaysFlat() throws IOException {
    assumeTrue(Files.exists(STATUS), "reads resident memory from " + STATUS);
    RunPlace place = new RunPlace(folder);
    TrainOptions options = RunPlace.options(Architecture.SLIM, 2000);
    Trainer.Data data =
        new Trainer.Data(
            PictureSet.in(place.content),
            PictureSet.in(place.style),
            Vgg19Encoder.read(place.encoder));
    try (Trainer trainer = Trainer.start(options, data, null, Device.CPU)) {
      learn(trainer, 100);
      long before = residentMegabytes();
      learn(trainer, 400);
      assertThat(residentMegabytes() - before).as("growth in MB").isLessThan(24);
    }
  }

  private static void learn(Trainer trainer, int iterations) {
    for (int i = 0; i < iterations; i++) {
      trainer.step();
    }
  }

  private static long residentMegabytes() throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024;
    }
  }
}
