package io.github.tempera.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Shared;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our float32 numbers against those of the reference implementations, layer by layer. */
class GoldenParityTest {
  private static final double TOLERANCE = 1e-4;

  @Test
  void vgg19GivesTheReferenceImplementationsNumbers(@TempDir Path folder) {
    TensorFile golden = TensorFile.read(Shared.file("reference/adain-golden.safetensors"));
    Map<String, Tensor> ours = new TreeMap<>();
    try (PointerScope scope = new PointerScope();
        Network network = Network.of(paperModel(folder), Precision.FLOAT32, Device.CPU)) {
      Run run = new Run(network, golden);
      String[] layers = {"relu1_1", "relu2_1", "relu3_1", "relu4_1"};
      for (int layer = 0; layer < 4; layer++) {
        ours.put("content_" + layers[layer], run.contentLayers.get(layer));
        ours.put("style_" + layers[layer], run.styleLayers.get(layer));
      }
      Tensor t = run.adain(1);
      Tensor output = run.output(1);
      ours.put("adain", t);
      ours.put("output", output);
      ours.put("output_alpha_0_5", run.output(0.5));
      ours.forEach((name, tensor) -> assertClose(tensor, golden, name));

      Layers painted = new Layers(network);
      network.encode(output, painted);
      double contentLoss = meanSquare(painted.maps.get(3), t);
      double styleLoss = 0;
      for (int layer = 0; layer < 4; layer++) {
        ChannelStatistics x = painted.statistics.get(layer);
        ChannelStatistics y = run.style.statistics.get(layer);
        styleLoss += meanSquare(x.mean(), y.mean()) + meanSquare(x.deviation(), y.deviation());
      }
      assertLoss(contentLoss, golden, "content_loss");
      assertLoss(styleLoss, golden, "style_loss");
    }
    assertThat(golden.tensors().keySet()).containsAll(ours.keySet()).hasSize(ours.size() + 4);
  }

  @Test
  void slimGivesThePrototypesNumbers() {
    TensorFile golden = TensorFile.read(Shared.file("reference/slim-golden.safetensors"));
    Model model = prototype();
    Map<String, Tensor> ours = new TreeMap<>();
    try (PointerScope scope = new PointerScope();
        Network network = Network.of(model, Precision.FLOAT32, Device.CPU)) {
      Run run = new Run(network, golden);
      String[] layers = {"conv1", "down1", "block1", "block2"};
      for (int layer = 0; layer < 4; layer++) {
        ours.put("content_" + layers[layer], run.contentLayers.get(layer));
      }
      ours.put("content_z", z(network, run.content.statistics));
      ours.put("style_z", z(network, run.style.statistics));
      ours.put("adain", run.adain(1));
      ours.put("output", run.output(1));
      ours.put("output_alpha_0_5", run.output(0.5));
      ours.put("output_alpha_0", run.output(0));
      ours.forEach((name, tensor) -> assertClose(tensor, golden, name));
    }
    assertThat(golden.tensors().keySet()).containsAll(ours.keySet()).hasSize(ours.size() + 2);
  }

  @Test
  void slimInBfloat16StaysCloseToFloat32() {
    TensorFile golden = TensorFile.read(Shared.file("reference/slim-golden.safetensors"));
    assertBfloat16Close(prototype(), golden);
  }

  @Test
  void vgg19InBfloat16StaysCloseToFloat32(@TempDir Path folder) {
    TensorFile golden = TensorFile.read(Shared.file("reference/adain-golden.safetensors"));
    assertBfloat16Close(paperModel(folder), golden);
  }

  private static void assertBfloat16Close(Model model, TensorFile golden) {
    try (PointerScope scope = new PointerScope();
        Network exact = Network.of(model, Precision.FLOAT32, Device.CPU);
        Network coarse = Network.of(model, Precision.BFLOAT16, Device.CPU)) {
      float[] expected = Backend.values(new Run(exact, golden).output(1));
      float[] actual = Backend.values(new Run(coarse, golden).output(1));
      double sum = 0;
      for (int i = 0; i < expected.length; i++) {
        sum += Math.abs(actual[i] - expected[i]);
      }
      assertThat(sum / expected.length).isBetween(1e-7, 2 / 255.0);
    }
  }

  private static Model prototype() {
    ModelCard card =
        new ModelCard("prototype", Architecture.SLIM, "Apache-2.0", "", new TreeMap<>());
    return new Model(
        card, TensorFile.read(Shared.file("weights/slim-prototype.safetensors")).tensors());
  }

  private static Model paperModel(Path folder) {
    ModelStore store = ModelStore.at(folder);
    store.importModel(
        "paper",
        Shared.file("weights/vgg19-normalised-relu4_1.safetensors"),
        Shared.file("reference/decoder.pth"),
        false);
    return store.load("paper");
  }

  /** Content and style of a golden file through a network. */
  private static final class Run {
    final Network network;
    final Layers content;
    final Layers style;
    final List<Tensor> contentLayers;
    final List<Tensor> styleLayers;
    final Tensor f;

    Run(Network network, TensorFile golden) {
      this.network = network;
      content = new Layers(network);
      style = new Layers(network);
      f = network.encode(input(network, golden, "content"), content);
      network.encode(input(network, golden, "style"), style);
      contentLayers = content.maps;
      styleLayers = style.maps;
    }

    Tensor adain(double alpha) {
      ChannelStatistics own = content.statistics.get(3);
      try (Adain adain =
          new Adain(List.of(own), List.of(own.towards(style.statistics.get(3), alpha)), network)) {
        return adain.apply(f, null);
      }
    }

    Tensor output(double alpha) {
      List<ChannelStatistics> mixed = new ArrayList<>();
      for (int layer = 0; layer < 4; layer++) {
        mixed.add(content.statistics.get(layer).towards(style.statistics.get(layer), alpha));
      }
      try (Decoder decoder = network.decoder(List.of(mixed))) {
        return decoder.decode(adain(alpha), null);
      }
    }

    private static Tensor input(Network network, TensorFile golden, String name) {
      Weights picture = golden.get(name);
      return network.backend().tensor(picture.values(), picture.shape());
    }
  }

  /** Keeps the observed layers and their statistics. */
  private static final class Layers implements LayerObserver {
    final List<Tensor> maps = new ArrayList<>();
    final List<ChannelStatistics> statistics = new ArrayList<>();
    private final Network network;

    Layers(Network network) {
      this.network = network;
    }

    @Override
    public void layer(int layer, Tensor features) {
      maps.add(features.clone());
      StatisticsAccumulator accumulator =
          new StatisticsAccumulator((int) features.size(1), network.unbiasedVariance());
      accumulator.add(features, null);
      statistics.add(accumulator.statistics());
    }
  }

  private static Tensor z(Network network, List<ChannelStatistics> layers) {
    float[] z = new float[352];
    int next = 0;
    for (ChannelStatistics layer : layers) {
      for (float[] part : List.of(layer.mean(), layer.deviation())) {
        System.arraycopy(part, 0, z, next, part.length);
        next += part.length;
      }
    }
    return network.backend().float32(z, 1, 352);
  }

  private static void assertClose(Tensor actual, TensorFile golden, String name) {
    Weights expected = golden.get(name);
    float[] values = Backend.values(actual);
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(expected.values()[i]));
      difference = Math.max(difference, Math.abs(values[i] - expected.values()[i]));
    }
    assertThat(difference / largest).as(name).isLessThanOrEqualTo(TOLERANCE);
  }

  private static void assertLoss(double actual, TensorFile golden, String name) {
    double expected = golden.get(name).values()[0];
    assertThat(Math.abs(actual - expected) / expected).as(name).isLessThanOrEqualTo(TOLERANCE);
  }

  private static double meanSquare(Tensor a, Tensor b) {
    return meanSquare(Backend.values(a), Backend.values(b));
  }

  private static double meanSquare(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow((double) a[i] - b[i], 2);
    }
    return sum / a.length;
  }
}
