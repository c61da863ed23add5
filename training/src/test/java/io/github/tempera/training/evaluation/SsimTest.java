package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.image.Picture;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class SsimTest {
  private static Picture grey(int width, int height, IntBinaryOperator value) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      byte grey = (byte) value.applyAsInt(i / 3 % width, i / 3 / width);
      Arrays.fill(rgb, i, i + 3, grey);
    }
    return Picture.of(width, height, rgb);
  }

  private static Picture noise(int width, int height, long seed) {
    Random random = new Random(seed);
    return grey(width, height, (x, y) -> random.nextInt(256));
  }

  @Test
  void ofAPictureWithItselfIsOne() {
    Picture picture = noise(31, 17, 1);
    assertThat(Ssim.of(picture, picture)).isCloseTo(1, within(1e-12));
  }

  @Test
  void ofTwoEvenGreysComparesTheirBrightnessAlone() {
    double a = 51 / 255.0;
    double b = 204 / 255.0;
    double expected = (2 * a * b + 1e-4) / (a * a + b * b + 1e-4);
    assertThat(Ssim.of(grey(16, 16, (x, y) -> 51), grey(16, 16, (x, y) -> 204)))
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void ofAPictureWithItsNegativeIsBelowZero() {
    Picture picture = noise(24, 24, 2);
    Picture negative = grey(24, 24, (x, y) -> 255 - (picture.rgb()[3 * (24 * y + x)] & 255));
    assertThat(Ssim.of(picture, negative)).isLessThan(-0.8);
  }

  /** One window, the formula written out as in the paper (equations 13 to 16). */
  @Test
  void isThePapersFormula() {
    Picture a = noise(11, 11, 3);
    Picture b = noise(11, 11, 4);
    double weights = 0;
    double muA = 0;
    double muB = 0;
    double[] w = new double[121];
    for (int i = 0; i < 121; i++) {
      double dx = i % 11 - 5;
      double dy = i / 11 - 5;
      w[i] = Math.exp(-(dx * dx + dy * dy) / 4.5);
      weights += w[i];
    }
    for (int i = 0; i < 121; i++) {
      w[i] /= weights;
      muA += w[i] * value(a, i);
      muB += w[i] * value(b, i);
    }
    double varA = 0;
    double varB = 0;
    double cov = 0;
    for (int i = 0; i < 121; i++) {
      varA += w[i] * Math.pow(value(a, i) - muA, 2);
      varB += w[i] * Math.pow(value(b, i) - muB, 2);
      cov += w[i] * (value(a, i) - muA) * (value(b, i) - muB);
    }
    double expected =
        (2 * muA * muB + 1e-4)
            * (2 * cov + 9e-4)
            / ((muA * muA + muB * muB + 1e-4) * (varA + varB + 9e-4));
    assertThat(Ssim.of(a, b)).isCloseTo(expected, within(1e-9));
  }

  private static double value(Picture picture, int pixel) {
    return (picture.rgb()[3 * pixel] & 255) / 255.0;
  }

  @Test
  void refusesPicturesThatCannotBeCompared() {
    assertThatThrownBy(() -> Ssim.of(noise(16, 16, 1), noise(16, 17, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ssim.of(noise(10, 16, 1), noise(10, 16, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
