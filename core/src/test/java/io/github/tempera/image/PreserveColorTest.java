package io.github.tempera.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PreserveColorTest {
  /** The channels of each of the second moments. */
  private static final int[][] FACTORS = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {1, 2}, {2, 0}};

  /**
   * Correlated channels, as photographs have them, in the middle of the range: light that all three
   * share and as much again of their own, so that no colour is nearly a mixture of the others.
   */
  private static Picture photograph(long seed, int width, int height) {
    Random random = new Random(seed);
    double[] mean = new double[3];
    double[] shared = new double[3];
    double[] own = new double[3];
    for (int a = 0; a < 3; a++) {
      mean[a] = 100 + random.nextInt(56);
      shared[a] = 10 + 10 * random.nextDouble();
      own[a] = 10 + 10 * random.nextDouble();
    }
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      double light = random.nextGaussian();
      for (int a = 0; a < 3; a++) {
        double value = mean[a] + shared[a] * light + own[a] * random.nextGaussian();
        rgb[i + a] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
    }
    return Picture.of(width, height, rgb);
  }

  private static double[] moments(Picture picture) {
    double[] sums = new double[9];
    byte[] rgb = picture.rgb();
    int pixels = rgb.length / 3;
    for (int i = 0; i < rgb.length; i += 3) {
      int red = rgb[i] & 255;
      int green = rgb[i + 1] & 255;
      int blue = rgb[i + 2] & 255;
      int[] terms = {
        red,
        green,
        blue,
        red * red,
        green * green,
        blue * blue,
        red * green,
        green * blue,
        blue * red
      };
      for (int k = 0; k < 9; k++) {
        sums[k] += (double) terms[k] / pixels;
      }
    }
    for (int k = 0; k < 6; k++) {
      sums[3 + k] -= sums[FACTORS[k][0]] * sums[FACTORS[k][1]];
    }
    return sums;
  }

  /**
   * Up to the ridge: an eigenvalue of the style's correlation, here at least 1/8, counts 0.001
   * more, which with the content's, at most 3, makes at most 3 * 0.001 * 8 of a covariance.
   */
  @Property(tries = 100)
  void coralGivesTheStyleTheContentsMeanAndCovariance(@ForAll long seed) {
    Picture style = photograph(seed, 90, 70);
    Picture content = photograph(seed + 1, 120, 80);
    double[] recolored = moments(PreserveColor.CORAL.recolorStyle(style, content));
    double[] wanted = moments(content);
    for (int k = 0; k < 3; k++) {
      assertThat(recolored[k]).as("mean").isCloseTo(wanted[k], within(1.0));
    }
    for (int k = 3; k < 9; k++) {
      double variances = wanted[FACTORS[k - 3][0] + 3] * wanted[FACTORS[k - 3][1] + 3];
      assertThat(recolored[k])
          .as("covariance")
          .isCloseTo(wanted[k], within(0.024 * Math.sqrt(variances) + 2));
    }
  }

  @Test
  void coralOfAPictureWithItselfChangesNothing() {
    Picture picture = photograph(1, 50, 50);
    assertThat(PreserveColor.CORAL.recolorStyle(picture, picture).rgb()).isEqualTo(picture.rgb());
  }

  @Test
  void coralKeepsTheSizeOfTheStyle() {
    Picture recolored =
        PreserveColor.CORAL.recolorStyle(photograph(1, 31, 17), photograph(2, 50, 50));
    assertThat(recolored.width()).isEqualTo(31);
    assertThat(recolored.height()).isEqualTo(17);
  }

  @Test
  void coralOfAConstantContentIsThatConstant() {
    byte[] rgb = new byte[3 * 40];
    java.util.Arrays.fill(rgb, (byte) 90);
    Picture recolored =
        PreserveColor.CORAL.recolorStyle(photograph(1, 20, 20), Picture.of(40, 1, rgb));
    assertThat(recolored.rgb()).containsOnly(90);
  }

  @Test
  void coralOfAConstantStyleIsTheContentsMean() {
    Picture style = Picture.of(7, 5, new byte[105]);
    Picture content = Picture.of(2, 1, new byte[] {10, 20, 30, 30, 40, 50});
    byte[] recolored = PreserveColor.CORAL.recolorStyle(style, content).rgb();
    assertThat(recolored).startsWith(20, 30, 40).endsWith(20, 30, 40);
  }

  @Test
  void coralOfANearlyGreyStyleDoesNotBlowUpItsNoise() {
    Random random = new Random(4);
    byte[] rgb = new byte[3 * 10_000];
    for (int i = 0; i < rgb.length; i += 3) {
      int gray = 60 + random.nextInt(130);
      for (int c = 0; c < 3; c++) {
        rgb[i + c] = (byte) (gray + random.nextInt(2));
      }
    }
    Picture content = photograph(5, 100, 100);
    double[] before = moments(content);
    double[] after = moments(PreserveColor.CORAL.recolorStyle(Picture.of(100, 100, rgb), content));
    for (int k = 3; k < 6; k++) {
      assertThat(after[k]).isLessThan(1.5 * before[k]);
    }
  }

  @Test
  void transparentPixelsDoNotCountForCoral() {
    byte[] rgb = photograph(6, 20, 20).rgb().clone();
    byte[] padded = java.util.Arrays.copyOf(rgb, 2 * rgb.length);
    java.util.Arrays.fill(padded, rgb.length, padded.length, (byte) 255);
    byte[] alpha = new byte[800];
    java.util.Arrays.fill(alpha, 0, 400, (byte) 255);
    Picture style = photograph(7, 30, 30);
    byte[] plain = PreserveColor.CORAL.recolorStyle(style, Picture.of(20, 20, rgb)).rgb();
    byte[] cut = PreserveColor.CORAL.recolorStyle(style, Picture.of(20, 40, padded, alpha)).rgb();
    assertThat(cut).isEqualTo(plain);
  }

  @Property(tries = 300)
  void luminanceIsThePaintingsAndHueTheContents(@ForAll long random) {
    byte[] painted = new byte[3];
    byte[] content = new byte[3];
    new Random(random).nextBytes(painted);
    new Random(random + 1).nextBytes(content);
    byte[] result =
        PreserveColor.LUMINANCE
            .restoreColor(Picture.of(1, 1, painted), Picture.of(1, 1, content))
            .rgb();
    assertThat(luma(result)).isCloseTo(luma(painted), within(0.6));
    for (int c = 0; c < 3; c++) {
      double wanted = (content[c] & 255) - luma(content);
      double got = (result[c] & 255) - luma(result);
      assertThat(Math.abs(got)).isLessThanOrEqualTo(Math.abs(wanted) + 1.2);
      assertThat(got * wanted).isGreaterThanOrEqualTo(-1.2 * Math.abs(wanted));
    }
  }

  private static double luma(byte[] rgb) {
    return 0.299 * (rgb[0] & 255) + 0.587 * (rgb[1] & 255) + 0.114 * (rgb[2] & 255);
  }

  @Test
  void luminanceTakesAContentOfAnotherSize() {
    Picture painted = photograph(1, 40, 30);
    Picture content = photograph(2, 80, 70);
    Picture result = PreserveColor.LUMINANCE.restoreColor(painted, content);
    assertThat(result.width()).isEqualTo(40);
    assertThat(result.height()).isEqualTo(30);
  }

  @Test
  void theOtherChoicesChangeNothing() {
    Picture a = photograph(1, 10, 10);
    Picture b = photograph(2, 10, 10);
    assertThat(PreserveColor.NONE.recolorStyle(a, b)).isSameAs(a);
    assertThat(PreserveColor.LUMINANCE.recolorStyle(a, b)).isSameAs(a);
    assertThat(PreserveColor.NONE.restoreColor(a, b)).isSameAs(a);
    assertThat(PreserveColor.CORAL.restoreColor(a, b)).isSameAs(a);
  }
}
