package io.github.tempera.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The slim model that comes with the library. */
class BundledModelTest {
  /** Loading trusts the fingerprint in the file. */
  @Test
  void bundledModelIsSound() {
    Model slim = ModelStore.at(Path.of("target", "no-such-store")).load("slim");
    Model checked = new Model(slim.card(), slim.weights());
    assertThat(slim.encoderFingerprint()).isEqualTo(checked.encoderFingerprint());
    assertThat(slim.card().name()).isEqualTo("slim");
    assertThat(slim.card().licence()).isEqualTo("Apache-2.0");
    assertThat(slim.card().provenance())
        .containsKeys("training", "data", "seed", "iterations", "losses", "quality");
  }
}
