package io.github.tempera.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.Shared;
import io.github.tempera.TemperaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Importing the published encoder and decoder, and recognising them. */
class Vgg19ImportTest {
  @Test
  void publishedFilesAreRecognised(@TempDir Path folder) {
    ModelCard card =
        ModelStore.at(folder)
            .importModel(
                "paper",
                Shared.file("reference/vgg_normalised.pth"),
                Shared.file("reference/decoder.pth"),
                false);

    assertThat(card.network()).isEqualTo(Architecture.VGG19);
    assertThat(card.provenance().get("verified")).startsWith("yes");
    Model loaded = ModelStore.at(folder).load("paper");
    assertThat(loaded.card()).isEqualTo(card);
    assertThat(loaded.weights()).hasSize(38);
  }

  @Test
  void anEncoderAloneGetsOurDecoder(@TempDir Path folder) {
    Path encoder = Shared.file("reference/vgg_normalised.pth");
    ModelStore store = ModelStore.at(folder);
    ModelCard card = store.importEncoder("ours", encoder, false);

    assertThat(card.network()).isEqualTo(Architecture.VGG19_MODULATED);
    assertThat(card.provenance())
        .containsEntry("source", "imported from vgg_normalised.pth; the decoder comes with Tempera")
        .containsKeys("training", "seed", "losses");
    assertThat(card.provenance().get("verified")).startsWith("yes: every tensor of the encoder");
    assertThat(card.licence()).contains("CC BY 4.0", "decoder: Apache-2.0");
    Model ours = store.load("ours");
    assertThat(ours.card()).isEqualTo(card);
    Model paper = new Vgg19Import(encoder, Shared.file("reference/decoder.pth")).model("paper", "");
    assertThat(ours.encoderFingerprint()).isEqualTo(paper.encoderFingerprint());
  }

  @Test
  void bothFormsOfTheEncoderAreTheSame() {
    Path decoder = Shared.file("reference/decoder.pth");
    Model legacy =
        new Vgg19Import(Shared.file("reference/vgg_normalised.pth"), decoder).model("a", "");
    Model safetensors =
        new Vgg19Import(Shared.file("weights/vgg19-normalised-relu4_1.safetensors"), decoder)
            .model("a", "");

    assertThat(safetensors.encoderFingerprint()).isEqualTo(legacy.encoderFingerprint());
    TensorFile source =
        TensorFile.read(Shared.file("weights/vgg19-normalised-relu4_1.safetensors"));
    source
        .tensors()
        .forEach(
            (name, weights) ->
                assertThat(legacy.get("encoder." + name).values()).isEqualTo(weights.values()));
  }

  @Test
  void aChangedTensorIsNamed(@TempDir Path folder) {
    TensorFile source =
        TensorFile.read(Shared.file("weights/vgg19-normalised-relu4_1.safetensors"));
    Map<String, Weights> changed = new TreeMap<>(source.tensors());
    changed.put("conv1_2.bias", scaled(source.get("conv1_2.bias"), 1.000001f));
    changed.put("conv3_3.weight", scaled(source.get("conv3_3.weight"), 1.02f));
    changed.put("conv3_4.weight", scaled(source.get("conv3_4.weight"), 1.002f));
    Path file = folder.resolve("changed.safetensors");
    new TensorFile(changed, Map.of()).write(file);

    ModelCard card =
        ModelStore.at(folder)
            .importModel("other", file, Shared.file("reference/decoder.pth"), false);
    assertThat(card.provenance().get("verified"))
        .isEqualTo(
            "no: not the published weights are encoder.conv1_2.bias, encoder.conv3_3.weight");
    assertThat(card.licence()).isEqualTo("unknown");
  }

  /** A whole VGG-19, to relu5_4, under names by position and inside a checkpoint's dictionary. */
  @Test
  void layersBeyondConv4_1AreLeftOut(@TempDir Path folder) {
    Map<String, Weights> whole = new TreeMap<>();
    TorchCheckpointTest.readReference("reference/vgg_normalised.pth")
        .forEach((name, weights) -> whole.put("module.vgg." + name, weights));
    whole.put("module.vgg.32.weight", new Weights(new long[] {2, 1}, new float[] {1, 2}));
    Path file = folder.resolve("whole.safetensors");
    new TensorFile(whole, Map.of()).write(file);

    Vgg19Import parts = new Vgg19Import(file, Shared.file("reference/decoder.pth"));
    assertThat(parts.verified()).isTrue();
  }

  @Test
  void swappedFilesAreRefused() {
    Path encoder = Shared.file("reference/vgg_normalised.pth");
    Path decoder = Shared.file("reference/decoder.pth");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> new Vgg19Import(decoder, encoder))
        .withMessageContaining(
            "is no VGG-19 encoder: the tensor \"encoder.conv0.weight\" is missing")
        .withMessageContaining("1.bias");
  }

  @Test
  void aWrongShapeIsRefused(@TempDir Path folder) {
    Path file = folder.resolve("thin.safetensors");
    Map<String, Weights> thin = new TreeMap<>();
    Vgg19Layout.SHAPES.forEach((name, shape) -> thin.put(name, zeros(shape)));
    thin.put("encoder.conv2_1.bias", zeros(new long[] {32}));
    new TensorFile(thin, Map.of()).write(file);

    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> new Vgg19Import(file, file))
        .withMessageContaining("\"encoder.conv2_1.bias\" has the shape [32], but [128] is needed");
  }

  @Test
  void whatIsNoCheckpointIsRefused(@TempDir Path folder) throws IOException {
    assertRefused(folder, "<!DOCTYPE html><html>", "is a web page, not a checkpoint");
    assertRefused(folder, "", "is empty, not a checkpoint");
    assertRefused(folder, "something else", "is not a PyTorch checkpoint");
    assertRefused(folder, "PK and no zip", "Cannot read");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> new Vgg19Import(folder.resolve("none"), folder.resolve("none")))
        .withMessageContaining("There is no file");
  }

  private static void assertRefused(Path folder, String content, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve("file.pth"), content);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> new Vgg19Import(file, file))
        .withMessageContaining(message)
        .withMessageContaining("file.pth");
  }

  private static Weights zeros(long[] shape) {
    return new Weights(shape, new float[(int) Weights.count(shape)]);
  }

  private static Weights scaled(Weights weights, float factor) {
    float[] values = weights.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new Weights(weights.shape(), values);
  }
}
