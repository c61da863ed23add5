package io.github.tempera.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Shared;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The slim model that comes with the library. */
class BundledModelTest {

  /** Not a test: writes the bundled model anew from the prototype's weights. */
  @Test
  @EnabledIfSystemProperty(named = "tempera.bundle", matches = "true")
  void writeBundledModel() {
    TensorFile prototype = TensorFile.read(Shared.file("weights/slim-prototype.safetensors"));
    TreeMap<String, String> provenance = new TreeMap<>();
    provenance.put(
        "training",
        "From scratch, bfloat16, Adam. Warm start: 1,500 iterations of batch 8 at 1e-3. Then 10,000"
            + " iterations of batch 4 at 7e-4 with a cosine to 2 %, gradients clipped at norm 20;"
            + " then 4,300 more from 6e-4 with other crops and a fresh Adam.");
    provenance.put(
        "data",
        "2,600 photographs and 2,600 paintings, shorter side 320; two fixed 128x128 crops of each.");
    provenance.put("losses", "content + 10 x style, judged by the normalised VGG-19");
    provenance.put(
        "quality",
        "22 held-out pairs at 256x256: content loss 2.99, style loss 1.23, content + 10 x style"
            + " 15.3. Losses were still falling.");
    provenance.put("width", "16");
    ModelCard card =
        new ModelCard(
            "slim",
            Network.SLIM,
            "Apache-2.0",
            "Small and fast: strong colour and brush strokes, content kept less exactly.",
            provenance);
    new Model(card, prototype.tensors())
        .write(Path.of("src/main/resources/io/github/tempera/model/slim.safetensors"));
  }

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
