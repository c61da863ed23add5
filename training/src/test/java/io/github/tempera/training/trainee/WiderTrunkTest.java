package io.github.tempera.training.trainee;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Stylizer;
import io.github.tempera.bench.RandomVgg19;
import io.github.tempera.image.Picture;
import io.github.tempera.model.Model;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiderTrunkTest {
  private static final int TRUNK = 48; // where there are 32

  @TempDir private Path folder = Path.of("");

  @Test
  void paintsAsBeforeWithChannelsThatCanLearn() {
    Model narrow = RandomVgg19.modulated(4);
    Path file = folder.resolve("wider.safetensors");
    new WiderTrunk(TRUNK, 1).of(narrow).write(file);
    Model wide = Model.read(file);

    assertThat(wide.get("decoder.block2.conv2.weight").shape()).containsExactly(TRUNK, TRUNK, 3, 3);
    float[] in = wide.get("decoder.in.weight").values();
    assertThat(in[in.length - 1]).isNotZero();
    byte[] expected = painted(narrow);
    byte[] actual = painted(wide);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i] & 0xff).isBetween((expected[i] & 0xff) - 1, (expected[i] & 0xff) + 1);
    }
  }

  private static byte[] painted(Model model) {
    try (Stylizer stylizer = Stylizer.open(model, new Compute(Precision.FLOAT32, Device.CPU, 0))) {
      return stylizer.stylize(noise(64, 40, 1), stylizer.encode(noise(48, 48, 2))).rgb();
    }
  }

  private static Picture noise(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    return Picture.of(width, height, rgb, null);
  }
}
