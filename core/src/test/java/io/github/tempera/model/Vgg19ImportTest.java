package io.github.tempera.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.Shared;
import io.github.tempera.TemperaException;
import io.github.tempera.internal.format.PickleWriter;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.internal.format.TorchCheckpointTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
        .containsEntry("source", "imported from vgg_normalised.pth")
        .containsEntry("decoder", "comes with Tempera")
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

  /** As trainings keep them: with an optimizer, and with what is no weight. */
  @Test
  void aDecoderBesideAnOptimizerIsTaken(@TempDir Path folder) throws IOException {
    Map<String, Weights> decoder = TorchCheckpointTest.readReference("reference/decoder.pth");
    PickleWriter pickle = new PickleWriter().op('}', '(').text("model").op('}', '(');
    decoder.forEach((name, weights) -> tensor(pickle, "module." + name, weights));
    pickle.text("module.2.num_batches_tracked");
    pickle.tensor("LongStorage", "steps", 1, new byte[8], 0, new long[] {}, new long[] {});
    pickle.op('u').text("optimizer").op('}', '(').text("state").op('}', '(').number(0).op('}', '(');
    tensor(pickle, "exp_avg", Objects.requireNonNull(decoder.get("1.weight")));
    pickle.op('u', 'u').text("param_groups").op(']', '}', '(').text("betas").op('G');
    pickle.op(0x3f, 0xec, 0, 0, 0, 0, 0, 0).op('N', 0x86, 'u', 'a', 'u').text("epoch").number(3);
    pickle.op('u');
    Path encoder = Shared.file("weights/vgg19-normalised-relu4_1.safetensors");
    for (Path file :
        new Path[] {
          pickle.archive(folder.resolve("new.pth")), pickle.legacy(folder.resolve("old.pth"))
        }) {
      assertThat(new Vgg19Import(encoder, file).verified()).isTrue();
    }
  }

  private static void tensor(PickleWriter pickle, String name, Weights weights) {
    long[] shape = weights.shape();
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    pickle.text(name).tensor(name, weights.values(), 0, shape, strides);
  }

  @Test
  void whatHoldsTwoDecodersIsRefused(@TempDir Path folder) {
    Map<String, Weights> both = new TreeMap<>();
    TorchCheckpointTest.readReference("reference/decoder.pth")
        .forEach(
            (name, weights) -> {
              both.put("model." + name, weights);
              both.put("average." + name, scaled(weights, 2));
            });
    Path file = folder.resolve("both.safetensors");
    new TensorFile(both, Map.of()).write(file);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> Vgg19Import.read(Vgg19Layout.Half.DECODER, file))
        .withMessageContaining(
            "more than one decoder, under \"average\" and under \"model\": save");
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
    assertRefused(folder, "<!DOCTYPE html><html>", "is a web page");
    assertRefused(folder, "\n <!DOCTYPE html><html>", "is a web page");
    assertRefused(folder, "", "is empty");
    assertRefused(
        folder,
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "is a Git LFS pointer");
    assertRefused(folder, "something else", "is not a PyTorch checkpoint");
    assertRefused(folder, "PK and no zip", "it is cut short");
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
