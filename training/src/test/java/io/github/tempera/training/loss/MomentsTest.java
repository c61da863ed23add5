package io.github.tempera.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against sums in double precision, and against differences for the gradient. */
class MomentsTest {
  private static final int CHANNELS = 3;
  private static final int CELLS = 20;
  private static final double EPSILON = 1e-5;

  private static float[] numbers(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (1 + i % 5 + random.nextGaussian());
    }
    return numbers;
  }

  private static double[] expected(float[] x, boolean unbiased) {
    double[] moments = new double[2 * CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      double mean = 0;
      for (int i = 0; i < CELLS; i++) {
        mean += x[c * CELLS + i] / (double) CELLS;
      }
      double squares = 0;
      for (int i = 0; i < CELLS; i++) {
        squares += Math.pow(x[c * CELLS + i] - mean, 2);
      }
      moments[c] = mean;
      moments[CHANNELS + c] = Math.sqrt(squares / (unbiased ? CELLS - 1 : CELLS) + EPSILON);
    }
    return moments;
  }

  private static double weighted(double[] moments, float[] weights) {
    double sum = 0;
    for (int i = 0; i < moments.length; i++) {
      sum += moments[i] * weights[i];
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theyAreMeanAndStandardDeviation(boolean unbiased) {
    Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
    float[] x = numbers(CHANNELS * CELLS, 1);
    try (PointerScope scope = new PointerScope()) {
      float[] moments = Backend.values(Moments.of(backend.tensor(x, 1, CHANNELS, 4, 5), unbiased));
      double[] expected = expected(x, unbiased);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) moments[i]).isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theGradientIsTheirSlope(boolean unbiased) {
    Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
    float[] x = numbers(CHANNELS * CELLS, 2);
    float[] weights = numbers(2 * CHANNELS, 3);
    try (PointerScope scope = new PointerScope()) {
      Tensor map = backend.tensor(x, 1, CHANNELS, 4, 5);
      Tensor gradient =
          Moments.backward(
              map, Moments.of(map, unbiased), backend.float32(weights, 1, 6), unbiased);
      float[] slopes = Backend.values(gradient);
      float step = 1f / 64;
      for (int i = 0; i < x.length; i++) {
        float kept = x[i];
        x[i] = kept + step;
        double above = weighted(expected(x, unbiased), weights);
        x[i] = kept - step;
        double below = weighted(expected(x, unbiased), weights);
        x[i] = kept;
        assertThat((double) slopes[i]).isCloseTo((above - below) / (2 * step), within(1e-3));
      }
    }
  }

  /** AdaIN: what was normalized takes on the style's moments (equation 8). */
  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void styledHasTheMomentsOfTheStyle(long seed) {
    Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
    try (PointerScope scope = new PointerScope()) {
      Tensor content = backend.tensor(numbers(CHANNELS * CELLS, seed), 1, CHANNELS, 4, 5);
      Tensor style = backend.tensor(numbers(CHANNELS * CELLS, seed + 10), 1, CHANNELS, 4, 5);
      Tensor moments = Moments.of(style, true);
      Tensor painted =
          Moments.styled(Moments.normalized(content, Moments.of(content, true)), moments);
      float[] got = Backend.values(Moments.of(painted, true));
      float[] wanted = Backend.values(moments);
      for (int i = 0; i < wanted.length; i++) {
        assertThat(got[i]).isCloseTo(wanted[i], within(1e-3f));
      }
    }
  }
}
