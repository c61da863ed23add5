package io.github.tempera.training.steadiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.RandomVgg19;
import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Weights;
import io.github.tempera.training.data.Batches.Crop;
import io.github.tempera.training.data.Batches.Pair;
import io.github.tempera.training.gradient.Gradient;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import io.github.tempera.training.loss.LossEncoder;
import io.github.tempera.training.steadiness.Chance.Phase;
import io.github.tempera.training.trainee.FrozenFeatures;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainee.Trainee;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhasesTest {
  private static final int CROP = 32;
  private static final Map<String, Weights> VGG19 = RandomVgg19.model().weights();

  private final Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
  private final LossEncoder encoder = new LossEncoder(VGG19, backend);

  @AfterEach
  void close() {
    encoder.close();
  }

  private Trainee trainee(Architecture architecture) {
    Description network =
        Networks.of(architecture).of(size -> size.dimensions() == 4 ? 8 : size.usual());
    return new Trainee(network, VGG19, Trainee.initial(network, 3), backend, Normalization.NONE);
  }

  /** Two pairs of crops of blocks of colour. */
  private static List<Pair> pairs(int side) {
    Random random = new Random(1);
    return IntStream.range(0, 2)
        .mapToObj(i -> new Pair(crop("c" + i, side, random), crop("s" + i, side, random)))
        .toList();
  }

  private static Crop crop(String id, int side, Random random) {
    byte[][] colors = new byte[16][3];
    for (byte[] color : colors) {
      random.nextBytes(color);
    }
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      System.arraycopy(colors[i % side / 9 % 4 + 4 * (i / side / 9 % 4)], 0, rgb, 3 * i, 3);
    }
    return new Crop(id, rgb);
  }

  private Phases phases(Trainee trainee, FrozenFeatures features, Windows windows, boolean twice) {
    return new Phases(trainee, features, encoder, backend, windows, 1, twice);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void withoutMarginItIsThePlainPaintingBitForBit(Architecture network) {
    Phase none = new Phase(0, 0);
    Chance chance = new Chance(none, none, none, Optional.empty(), 1);
    List<Pair> pairs = pairs(CROP);
    try (PointerScope scope = new PointerScope();
        Trainee trainee = trainee(network);
        Layers layers = trainee.layers();
        FrozenFeatures features = new FrozenFeatures(encoder, backend, CROP, 0, false);
        Tape tape = new Tape()) {
      Node plain = trainee.paint(tape, layers, features.of(pairs));
      Painted painted =
          phases(trainee, features, new Windows(CROP, 0), false)
              .paint(tape, layers, pairs, features.of(pairs), List.of(chance, chance));
      assertThat(Backend.values(painted.crops().value())).isEqualTo(Backend.values(plain.value()));
      assertThat(painted.consistency()).isEmpty();
    }
  }

  /** A second painting is there to be compared; the first is what it would be without. */
  @ParameterizedTest
  @EnumSource(Architecture.class)
  void thePaintingThatIsJudgedDoesNotDependOnTheSecond(Architecture network) {
    try (PointerScope scope = new PointerScope();
        Trainee trainee = trainee(network);
        Layers layers = trainee.layers();
        FrozenFeatures features =
            new FrozenFeatures(encoder, backend, CROP, trainee.cell(), false);
        Tape tape = new Tape()) {
      Windows windows = new Windows(CROP, trainee.cell());
      List<Pair> pairs = pairs(CROP + 2 * trainee.cell());
      Painted once =
          phases(trainee, features, windows, false)
              .paint(tape, layers, pairs, features.of(pairs), 12);
      Painted twice =
          phases(trainee, features, windows, true)
              .paint(tape, layers, pairs, features.of(pairs), 12);
      assertThat(furthest(once.crops().value(), twice.crops().value())).isLessThan(1e-4);
      assertThat(twice.consistency().orElseThrow().value().item_double()).isGreaterThan(1e-6);
      Painted elsewhere =
          phases(trainee, features, windows, false)
              .paint(tape, layers, pairs, features.of(pairs), 14);
      assertThat(furthest(once.crops().value(), elsewhere.crops().value())).isGreaterThan(1e-3);
    }
  }

  private static double furthest(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_double();
  }

  /** Along the gradient itself, through both paintings and the network. */
  @ParameterizedTest
  @EnumSource(names = {"SLIM", "VGG19_MODULATED"})
  void theGradientOfTheParametersIsThatOfFiniteDifferences(Architecture network) {
    try (PointerScope scope = new PointerScope();
        Trainee trainee = trainee(network);
        Gradient gradient = new Gradient(trainee.parameters(), false);
        FrozenFeatures features =
            new FrozenFeatures(encoder, backend, CROP, trainee.cell(), false)) {
      Phases phases = phases(trainee, features, new Windows(CROP, trainee.cell()), true);
      consistency(phases, trainee, features, gradient);
      Tensor values = trainee.parameters().values();
      Tensor slope = gradient.values().clone();
      double square = slope.square().sum().item_double();
      double step = 3e-4 / Math.sqrt(square);
      values.add_(slope, new Scalar(step));
      double above = consistency(phases, trainee, features, gradient);
      values.sub_(slope, new Scalar(2 * step));
      double below = consistency(phases, trainee, features, gradient);
      assertThat((above - below) / (2 * step)).isCloseTo(square, within(0.03 * square));
    }
  }

  private double consistency(
      Phases phases, Trainee trainee, FrozenFeatures features, Gradient gradient) {
    List<Pair> pairs = pairs(CROP + 2 * trainee.cell());
    gradient.zero();
    try (PointerScope scope = new PointerScope();
        Layers layers = trainee.layers();
        Tape tape = new Tape(gradient)) {
      Node loss =
          phases.paint(tape, layers, pairs, features.of(pairs), 12).consistency().orElseThrow();
      tape.backward(loss);
      return loss.value().item_double();
    }
  }

  @Test
  void whatTheEncoderSaysOfCropsIsThatOfTheirMiddle() {
    List<Pair> kept = pairs(CROP + 8);
    try (PointerScope scope = new PointerScope();
        FrozenFeatures features = new FrozenFeatures(encoder, backend, CROP, 4, true)) {
      Tensor middle =
          features
              .content(kept)
              .narrow(2, 4, CROP)
              .narrow(3, 4, CROP)
              .contiguous(torch.MemoryFormat.ChannelsLast);
      assertThat(Backend.values(features.of(kept).content())).isEqualTo(Backend.values(middle));
      assertThat(furthest(features.of(kept).normalized(), encoder.frozen(middle).normalized()))
          .isLessThan(0.01); // kept in half precision
    }
  }
}
