package io.github.tempera.training.trainee;

import static io.github.tempera.TestModels.largestDifference;
import static io.github.tempera.TestModels.meanDifference;
import static io.github.tempera.TestModels.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.Device;
import io.github.tempera.FourthNetwork;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.RandomVgg19;
import io.github.tempera.TestModels;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.internal.description.RandomWeights;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Network;
import io.github.tempera.internal.tiling.TwoPasses;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.Weights;
import io.github.tempera.training.data.Batches.Crop;
import io.github.tempera.training.data.Batches.Pair;
import io.github.tempera.training.gradient.Gradient;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.loss.LossEncoder;
import java.util.List;
import java.util.SortedMap;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TraineeTest {
  private static final int SIZE = 48;
  private static final SortedMap<String, Weights> VGG19 = RandomVgg19.model().weights();

  private final Picture content = picture(SIZE, SIZE, 1);
  private final Picture style = picture(SIZE, SIZE, 2);
  private final Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
  private final LossEncoder encoder = new LossEncoder(VGG19, backend);
  private final FrozenFeatures features = new FrozenFeatures(encoder, backend, SIZE, 0, false);

  @AfterEach
  void close() {
    features.close();
    encoder.close();
  }

  private Trainee trainee(Description network, SortedMap<String, Weights> initial) {
    return new Trainee(network, VGG19, initial, backend, Normalization.NONE);
  }

  private Pairs pairs(Picture one, Picture other) {
    return features.of(List.of(new Pair(new Crop("c", one.rgb()), new Crop("s", other.rgb()))));
  }

  /** On the tape and without it the same description is computed. */
  @ParameterizedTest
  @EnumSource(Architecture.class)
  void whatLearnsPaintsAsTheNetworkOfItsModel(Architecture network) {
    SortedMap<String, Weights> model = TestModels.of(network).weights();
    assertPaintsAlike(Networks.of(network).of(model), model);
  }

  @Test
  void aNetworkThatIsOnlyDescribedPaintsAsItsNetwork() {
    assertPaintsAlike(FourthNetwork.DESCRIPTION, RandomWeights.of(FourthNetwork.DESCRIPTION, 4));
  }

  private void assertPaintsAlike(Description described, SortedMap<String, Weights> model) {
    try (PointerScope scope = new PointerScope();
        Trainee trainee = trainee(described, Trainee.initial(described, model, false, 1));
        Layers layers = trainee.layers();
        Tape tape = new Tape();
        Network network = new Network(described, model, backend)) {
      byte[] learned = Backend.bytes(trainee.paint(tape, layers, pairs(content, style)).value());
      TwoPasses passes = new TwoPasses(network, 512, Progress.NONE);
      Picture painted = passes.paint(content, List.of(passes.style(style)), List.of(), 1);
      assertThat(meanDifference(painted, content)).isGreaterThan(5);
      assertThat(largestDifference(Picture.of(SIZE, SIZE, learned), painted)).isLessThan(2);
    }
  }

  /** The warm start and what follows it: between them nothing is left out. */
  @Test
  void allOfANetworkThatIsOnlyDescribedLearns() {
    SortedMap<String, Weights> initial = Trainee.initial(FourthNetwork.DESCRIPTION, 5);
    try (PointerScope scope = new PointerScope();
        Trainee trainee = trainee(FourthNetwork.DESCRIPTION, initial);
        Layers layers = trainee.layers();
        Gradient gradient = new Gradient(trainee.parameters(), true);
        Tape tape = new Tape(gradient)) {
      tape.backward(trainee.warmLoss(tape, layers, pairs(content, content)));
      for (String name : initial.keySet()) {
        boolean waits = name.equals(Description.PROJECTION); // as long as nothing is modulated
        double norm = trainee.parameters().view(gradient.values(), name).norm().item_double();
        assertThat(norm > 0).as(name).isEqualTo(!waits);
      }
    }
  }

  /** The projection learns in another unit than it is stored in. */
  @Test
  void aTrainingThatStartsFromAModelStartsWithItsDecoder() {
    Model model = RandomVgg19.modulated();
    SortedMap<String, Weights> initial = Trainee.initial(model, true, 1);
    float first = model.get(Description.PROJECTION).values()[0];
    assertThat(initial)
        .hasEntrySatisfying(
            Description.PROJECTION,
            projection ->
                assertThat(projection.values()[0]).isCloseTo(first / 0.02f, within(1e-4f)));

    SortedMap<String, Weights> stored = Trainee.stored(initial);
    assertThat(stored.keySet()).isEqualTo(initial.keySet());
    stored.forEach(
        (name, weights) -> {
          float[] actual = weights.values();
          float[] expected = model.get(name).values();
          assertThat(actual).hasSameSizeAs(expected);
          double largest = 0;
          for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
          }
          assertThat(largest).as(name).isLessThan(1e-6);
        });
  }
}
