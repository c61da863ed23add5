package io.github.tempera.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Weights;
import io.github.tempera.training.run.RunPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("checkpoint.safetensors");
  }

  private static Checkpoint checkpoint(TrainOptions options) {
    TreeMap<String, Weights> values = new TreeMap<>();
    values.put("conv.weight", new Weights(new long[] {2, 1}, new float[] {1.5f, -0f}));
    values.put("conv.bias", new Weights(new long[] {1}, new float[] {Float.MIN_VALUE}));
    return new Checkpoint(
        new Checkpoint.State(17, 2.25, options, "c", "s", "e", "a kind"),
        values,
        new float[] {1, 2, 3},
        new float[] {4, 5, 6},
        new float[] {7, 8, 9});
  }

  @Test
  void everythingComesBackToTheBit() {
    for (Architecture network : Architecture.values()) {
      TrainOptions options = RunPlace.options(network, 20);
      checkpoint(options).write(file);
      Checkpoint read = Checkpoint.read(file);
      assertThat(read.state()).isEqualTo(checkpoint(options).state());
      assertThat(read.values()).containsOnlyKeys("conv.bias", "conv.weight");
      assertThat(Objects.requireNonNull(read.values().get("conv.weight")).values())
          .containsExactly(1.5f, -0f);
      assertThat(Objects.requireNonNull(read.values().get("conv.bias")).values())
          .containsExactly(Float.MIN_VALUE);
      assertThat(read.mean()).containsExactly(1, 2, 3);
      assertThat(read.square()).containsExactly(4, 5, 6);
      assertThat(read.average()).containsExactly(7, 8, 9);
    }
  }

  @Test
  void whatIsNoCheckpointIsSaidToBeNone() {
    new TensorFile(checkpoint(RunPlace.options(Architecture.SLIM, 20)).values(), Map.of())
        .write(file);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> Checkpoint.read(file))
        .withMessage(file + " is no checkpoint of a training.");
  }

  @Test
  void anotherVersionsIsSaidToBeOne() {
    new TensorFile(new TreeMap<>(), Map.of("tempera_training", "{\"epoch\":3}")).write(file);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> Checkpoint.read(file))
        .withMessageStartingWith(file + " is a checkpoint of another version:")
        .withMessageContaining("epoch");
  }

  /** A process that is killed while it writes leaves the checkpoint before. */
  @Test
  void oneThatIsCutShortIsRefused() throws IOException {
    checkpoint(RunPlace.options(Architecture.SLIM, 20)).write(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 5));
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> Checkpoint.read(file))
        .withMessageContaining(file.toString());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
