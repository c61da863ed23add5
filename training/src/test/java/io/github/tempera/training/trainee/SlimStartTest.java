package io.github.tempera.training.trainee;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.RandomVgg19;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Network;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.data.Batches.Crop;
import io.github.tempera.training.data.Batches.Pair;
import io.github.tempera.training.loss.LossEncoder;
import io.github.tempera.training.loss.Moments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlimStartTest {
  private static final int SIZE = 32;
  private static final int STYLES = 12;

  private final Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
  private final Model slim = ModelStore.standard().load(ModelStore.BUNDLED);
  private LossEncoder vgg19;
  private FrozenFeatures features;
  private SlimStart start;

  @BeforeEach
  void open(@TempDir Path folder) {
    Path file = folder.resolve("encoder.safetensors");
    RandomVgg19.model().write(file);
    Vgg19Encoder encoder = Vgg19Encoder.read(file);
    vgg19 = new LossEncoder(encoder.weights(), backend);
    features = new FrozenFeatures(vgg19, backend, SIZE, 0, true);
    start = new SlimStart(slim, encoder, Networks.vgg19Modulated(16, 128), 1);
    for (int i = 0; i < STYLES; i++) {
      try (PointerScope scope = new PointerScope()) {
        start.see(pairs(i));
      }
    }
    start.takeOver();
  }

  @AfterEach
  void close() {
    start.close();
    features.close();
    vgg19.close();
  }

  /** Blocks of colour as a style for themselves. */
  private Pairs pairs(int seed) {
    Random random = new Random(seed);
    byte[] rgb = new byte[3 * SIZE * SIZE];
    byte[] color = new byte[3];
    for (int i = 0; i < SIZE * SIZE; i++) {
      if (i % 8 == 0) {
        random.nextBytes(color);
      }
      System.arraycopy(color, 0, rgb, 3 * i, 3);
    }
    Crop crop = new Crop("picture " + seed, rgb);
    return features.of(List.of(new Pair(crop, crop)));
  }

  private Model model() {
    return start.model(
        new ModelCard("start", Architecture.VGG19_MODULATED, "none", "", new TreeMap<>()));
  }

  private Tensor tensor(Model model, String name) {
    return backend.float32(model.get(name).values(), model.get(name).shape());
  }

  private static Tensor column(List<Tensor> moments) {
    TensorVector all = new TensorVector();
    moments.forEach(all::push_back);
    return torch.cat(all, 1).t();
  }

  /** A z and B z of every layer, from VGG-19's statistics by way of the projection. */
  @Test
  void stylesThatWereSeenModulateSlimsLayersAsTheyDoInSlim() {
    Model model = model();
    try (PointerScope scope = new PointerScope();
        Network network = Network.of(slim, Precision.FLOAT32, Device.CPU)) {
      for (int seed = 0; seed < STYLES; seed++) {
        Pairs pairs = pairs(seed);
        Tensor z = tensor(model, "decoder.projection").matmul(column(pairs.styleMoments()));
        List<Tensor> slimMoments = new ArrayList<>();
        network.encode(pairs.style(), (layer, map) -> slimMoments.add(Moments.of(map, false)));
        Tensor slimZ = column(slimMoments);
        assertSame(
            tensor(model, "decoder.block3.conv1.modulation").matmul(z),
            tensor(slim, "decoder.block1.conv1.modulation").matmul(slimZ));
        assertSame(
            tensor(model, "decoder.up3.modulation").matmul(z),
            tensor(slim, "decoder.up2.modulation").matmul(slimZ));
      }
    }
  }

  private static void assertSame(Tensor modulation, Tensor slims) {
    double distance = modulation.sub(slims).norm().item_double();
    assertThat(distance / slims.norm().item_double()).isLessThan(0.05);
  }

  @Test
  void theLayersBeforeSlimsFirstBlockLearnWhatSlimHasThere() {
    List<Double> distances = new ArrayList<>();
    start.learn(i -> pairs(i % STYLES), 60, (i, distance) -> distances.add(distance));
    assertThat(distances.get(59)).isLessThan(distances.get(0) / 2);
    Model learned = model();
    assertThat(learned.get("decoder.block3.conv1.weight").values())
        .isEqualTo(slim.get("decoder.block1.conv1.weight").values());
  }
}
