package io.github.tempera;

import static io.github.tempera.TestModels.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tempera.image.Mask;
import io.github.tempera.model.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Native memory is freed as soon as its scope ends, not when a garbage collector gets to it. */
class MemoryIT {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void residentMemoryStaysFlatOverTwoThousandPictures() throws IOException {
    assumeTrue(Files.exists(STATUS), "reads resident memory from " + STATUS);
    try (Stylizer stylizer =
        Stylizer.open(
            TestModels.of(Architecture.SLIM), new Compute(Precision.FLOAT32, Device.CPU, 1, 64))) {
      stylize(stylizer, 400);
      long before = residentMegabytes();
      stylize(stylizer, 1600);
      assertThat(residentMegabytes() - before).as("growth in MB").isLessThan(60);
    }
  }

  /** Each round allocates about 3 MB of tensors on every path: encode, mix, masks, decode. */
  private static void stylize(Stylizer stylizer, int pictures) {
    Style style = stylizer.encode(picture(64, 64, 1));
    for (int i = 0; i < pictures; i++) {
      if (i % 10 == 0) {
        style = stylizer.encode(picture(64, 64, i));
      }
      if (i % 3 == 0) {
        stylizer.stylize(
            picture(67, 61, i),
            Look.of(List.of(Look.Part.of(style).withMask(Mask.of(2, 1, new byte[] {9, 99})))),
            Progress.NONE);
      } else {
        stylizer.stylize(picture(67, 61, i), style);
      }
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
