package io.github.tempera.training.steadiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import io.github.tempera.training.steadiness.Chance.Phase;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ConsistencyTest {
  private static final Backend BACKEND = Backend.of(Precision.FLOAT32, Device.CPU);
  private static final int SIDE = 32;
  private static final Phase SOME = new Phase(0, 0);

  private static final Chance STILL = new Chance(SOME, SOME, SOME, Optional.empty(), 5);

  private static Chance moving(Motion motion) {
    return new Chance(SOME, SOME, SOME, Optional.of(motion), 5);
  }

  private static Consistency of(Chance... chances) {
    return new Consistency(List.of(chances), BACKEND);
  }

  /** A smooth picture, the same for every size about the same centre. */
  private static Tensor waves(long side) {
    Tensor axis = torch.arange(new Scalar(side)).to(torch.ScalarType.Float);
    axis = axis.sub(new Scalar((side - 1) / 2.0)).mul(new Scalar(0.3));
    Tensor across = axis.sin().view(1, 1, 1, side).expand(1, 3, side, side);
    return across.add(axis.mul(new Scalar(0.7)).cos().view(1, 1, side, 1)).contiguous();
  }

  private static Tensor inner(Tensor picture, long rim) {
    return picture
        .narrow(2, rim, picture.size(2) - 2 * rim)
        .narrow(3, rim, picture.size(3) - 2 * rim);
  }

  private static double furthest(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_double();
  }

  @Test
  void aMotionByWholePixelsMovesPixels() {
    try (PointerScope scope = new PointerScope()) {
      Tensor picture = torch.rand(1, 3, SIDE, SIDE);
      Tensor moved = new Motion(0, 1, 2, -1).of(picture, BACKEND);
      assertThat(
              furthest(
                  moved.narrow(2, 4, 20).narrow(3, 4, 20),
                  picture.narrow(2, 3, 20).narrow(3, 6, 20)))
          .isLessThan(1e-4);
    }
  }

  @Test
  void aKeptCropAndWhatIsPaintedOfItMoveAlike() {
    Motion motion = new Motion(0.03, 1.02, 1.3, -0.8);
    try (PointerScope scope = new PointerScope()) {
      Tensor kept = motion.of(waves(SIDE + 8), BACKEND);
      Tensor crop = motion.of(waves(SIDE), BACKEND);
      assertThat(furthest(inner(kept, 8), inner(crop, 4))).isLessThan(1e-4);
      assertThat(furthest(inner(waves(SIDE), 4), inner(crop, 4))).isGreaterThan(0.1);
    }
  }

  @Test
  void paintingsThatMovedWithTheirContentsAreConsistent() {
    Consistency consistency = of(STILL, moving(new Motion(0.02, 0.99, -1.5, 0.4)));
    try (PointerScope scope = new PointerScope()) {
      Tensor first = torch.cat(new TensorVector(waves(SIDE), waves(SIDE)), 0);
      Tensor second = consistency.moved(first);
      assertThat(consistency.of(torch.cat(new TensorVector(first, second), 0)).item_double())
          .isZero();
      assertThat(consistency.of(torch.cat(new TensorVector(first, first), 0)).item_double())
          .isGreaterThan(1e-3);
      Tensor brighter = second.add(new Scalar(0.1));
      assertThat(consistency.of(torch.cat(new TensorVector(first, brighter), 0)).item_double())
          .isCloseTo(0.01, within(1e-5));
    }
  }

  @Test
  void theRimDoesNotCount() {
    Consistency consistency = of(STILL);
    try (PointerScope scope = new PointerScope()) {
      Tensor first = torch.rand(1, 3, SIDE, SIDE);
      Tensor second = torch.rand(1, 3, SIDE, SIDE);
      inner(second, SIDE / 8).copy_(inner(first, SIDE / 8));
      assertThat(consistency.of(torch.cat(new TensorVector(first, second), 0)).item_double())
          .isZero();
    }
  }

  @Test
  void noiseHasItsDeviationAndFollowsFromThePairAlone() {
    Chance other = new Chance(SOME, SOME, SOME, Optional.empty(), 6);
    try (PointerScope scope = new PointerScope()) {
      Tensor noise = of(STILL, other).noise(64);
      assertThat(noise.std().item_double()).isCloseTo(0.01, within(3e-4));
      assertThat(noise.mean().item_double()).isCloseTo(0, within(3e-4));
      assertThat(Backend.values(of(other).noise(64)))
          .isEqualTo(Backend.values(noise.narrow(0, 1, 1)));
      assertThat(furthest(noise.narrow(0, 0, 1), noise.narrow(0, 1, 1))).isGreaterThan(0.02);
    }
  }

  /** It is a square: central differences are exact but for rounding, whatever the step. */
  @Test
  void theGradientIsThatOfFiniteDifferences() {
    Consistency consistency = of(moving(new Motion(0.05, 1.03, 1.7, -0.6)), STILL);
    try (PointerScope scope = new PointerScope();
        Tape tape = new Tape()) {
      Tensor paintings = torch.rand(4, 3, SIDE, SIDE);
      Node node = tape.variable(paintings);
      tape.backward(tape.apply(consistency::of, node));
      for (int i = 0; i < 5; i++) {
        Tensor direction = torch.randn_like(paintings);
        double slope =
            consistency.of(paintings.add(direction)).item_double()
                - consistency.of(paintings.sub(direction)).item_double();
        double expected = 2 * node.gradient().mul(direction).sum().item_double();
        assertThat(slope).isCloseTo(expected, within(1e-3 * Math.abs(expected) + 1e-5));
      }
    }
  }
}
