package io.github.tempera.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Shared;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The slim model that comes with the library. */
class BundledModelTest {

  @Test
  void bundledModelIsThePrototype() {
    TensorFile prototype = TensorFile.read(Shared.file("weights/slim-prototype.safetensors"));
    Model slim = ModelStore.at(Path.of("target", "no-such-store")).load("slim");
    assertThat(slim.weights().keySet()).isEqualTo(prototype.tensors().keySet());
    prototype
        .tensors()
        .forEach(
            (name, weights) -> {
              assertThat(slim.get(name).shape()).isEqualTo(weights.shape());
              assertThat(slim.get(name).values()).isEqualTo(weights.values());
            });
  }

  /** Loading trusts the fingerprint in the file. */
  @Test
  void bundledModelIsSound() {
    Model slim = ModelStore.at(Path.of("target", "no-such-store")).load("slim");
    Model checked = new Model(slim.card(), slim.weights());
    assertThat(slim.encoderFingerprint()).isEqualTo(checked.encoderFingerprint());
    assertThat(slim.card().name()).isEqualTo("slim");
  }
}
