package io.github.tempera.internal.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.FourthNetwork;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DescriptionTest {
  private static Map<String, List<Long>> shapes(Map<String, Weights> tensors) {
    Map<String, List<Long>> shapes = new TreeMap<>();
    tensors.forEach((name, weights) -> shapes.put(name, list(weights.shape())));
    return shapes;
  }

  private static Map<String, List<Long>> described(Description network, String prefix) {
    Map<String, List<Long>> shapes = new TreeMap<>();
    network
        .shapes()
        .forEach(
            (name, shape) -> {
              if (name.startsWith(prefix)) {
                shapes.put(name, list(shape));
              }
            });
    return shapes;
  }

  private static List<Long> list(long[] shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  @Test
  void theBundledModelIsOfTheTensorsThatSlimIsDescribedBy() {
    Model slim = ModelStore.standard().load(ModelStore.BUNDLED);
    Family family = Networks.of(Architecture.SLIM);
    assertThat(described(family.of(slim.weights()), "")).isEqualTo(shapes(slim.weights()));
    assertThat(family.usual()).isEqualTo(family.of(slim.weights()));
  }

  @Test
  void theDecoderThatComesWithTemperaIsOfTheTensorsThatItsNetworkIsDescribedBy()
      throws IOException {
    try (InputStream in = Model.class.getResourceAsStream("vgg19-decoder.safetensors")) {
      Map<String, Weights> decoder = TensorFile.read(in, "decoder").tensors();
      Family family = Networks.of(Architecture.VGG19_MODULATED);
      assertThat(described(family.of(decoder), "decoder.")).isEqualTo(shapes(decoder));
      assertThat(family.usual()).isEqualTo(family.of(decoder));
    }
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void randomWeightsAreOfTheTensorsOfTheDescription(Architecture network) {
    Description usual = Networks.of(network).usual();
    Map<String, Weights> weights = RandomWeights.of(usual, 1);
    assertThat(shapes(weights)).isEqualTo(described(usual, ""));
    assertThat(Networks.of(network).of(weights)).isEqualTo(usual);
  }

  @Test
  void aCellAndHowFarANetworkSeesComeFromItsLayers() {
    assertThat(Networks.slim(16).geometry()).isEqualTo(new Geometry(4, 20, 20));
    assertThat(Networks.vgg19().geometry()).isEqualTo(new Geometry(8, 30, 30));
    assertThat(Networks.vgg19Modulated(24, 128).geometry()).isEqualTo(new Geometry(8, 30, 64));
    // first 1, second 2, third 4 + 4; one 4 + 4, two 2, three 1, four 1
    assertThat(FourthNetwork.DESCRIPTION.geometry()).isEqualTo(new Geometry(4, 11, 12));
  }

  /** 2 · 9 · in · out at each cell that is written, a multiplication and an addition. */
  @Test
  void operationsAreCountedOnTheGridOfWhatIsWritten() {
    assertThat(FourthNetwork.DESCRIPTION.encoderOperations())
        .isEqualTo(18.0 * (3 * 6 + 6 * 9 / 16.0 + 2 * 9 * 9 / 16.0));
    assertThat(FourthNetwork.DESCRIPTION.decoderOperations())
        .isEqualTo(18.0 * (2 * 9 * 9 / 16.0 + 9 * 8 / 4.0 + 8 * 5 + 5 * 3));
  }

  @Test
  void theNetworksAreToldByWhatTheyAreLike() {
    assertThat(Networks.named(any -> true)).isEqualTo("slim, vgg19 and vgg19-modulated");
    assertThat(Networks.named(network -> !network.isModulated())).isEqualTo("vgg19");
    assertThat(Networks.named(Description::hasVgg19Encoder)).isEqualTo("vgg19 and vgg19-modulated");
  }

  @Test
  void whatDoesNotEndInAPictureIsNoNetwork() {
    List<Layer> encoder = Half.encoder().down("a", 4).observed().layers();
    List<Layer> small = Half.decoder(encoder, false).colours("b");
    assertThatThrownBy(() -> new Description(encoder, small, false, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
