package io.github.tempera.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.TemperaException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResizeTest {
  @Property(tries = 200)
  void constantStaysConstantAtExactlyTheSizeAskedFor(
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = 1, max = 90) int height,
      @ForAll @IntRange(min = 1, max = 200) int newWidth,
      @ForAll @IntRange(min = 1, max = 200) int newHeight,
      @ForAll byte value) {
    byte[] rgb = new byte[3 * width * height];
    byte[] alpha = new byte[width * height];
    java.util.Arrays.fill(rgb, value);
    java.util.Arrays.fill(alpha, (byte) 77);
    Picture resized = Picture.of(width, height, rgb, alpha).resize(newWidth, newHeight);
    assertThat(resized.width()).isEqualTo(newWidth);
    assertThat(resized.height()).isEqualTo(newHeight);
    assertThat(resized.rgb()).hasSize(3 * newWidth * newHeight).containsOnly(value);
    assertThat(resized.alphaOrNull()).hasSize(newWidth * newHeight).containsOnly(77);
  }

  @Property(tries = 100)
  void meanIsPreserved(
      @ForAll @IntRange(min = 20, max = 150) int width,
      @ForAll @IntRange(min = 20, max = 150) int height,
      @ForAll @IntRange(min = 20, max = 300) int newWidth,
      @ForAll @IntRange(min = 20, max = 300) int newHeight,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      // Far enough from black and white that the kernel's overshoot is not cut off.
      rgb[i] = (byte) (90 + random.nextInt(70));
    }
    Picture picture = Picture.of(width, height, rgb);
    // Where the sides are not multiples of each other the edge pixels weigh a little differently.
    assertThat(mean(picture.resize(newWidth, newHeight))).isCloseTo(mean(picture), within(2.5));
  }

  private static double mean(Picture picture) {
    double sum = 0;
    for (byte b : picture.rgb()) {
      sum += b & 255;
    }
    return sum / picture.rgb().length;
  }

  @Test
  void finePatternsBecomeGreyInsteadOfAliasing() {
    byte[] rgb = new byte[3 * 300 * 300];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((i / 3 + i / 900) % 2 == 0 ? 0 : 255);
    }
    Picture small = Picture.of(300, 300, rgb).resize(90, 90);
    for (int i = 3 * 90 * 5; i < 3 * 90 * 85; i++) {
      int x = i / 3 % 90;
      if (x > 4 && x < 85) {
        assertThat(small.rgb()[i] & 255).isBetween(120, 135);
      }
    }
  }

  @Test
  void gradientsStayGradientsWhenEnlarged() {
    byte[] rgb = new byte[3 * 16 * 2];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % 16 * 16);
    }
    Picture large = Picture.of(16, 2, rgb).resize(64, 2);
    // Pixel centres: x of the large picture is at (x + 0.5) / 4 - 0.5 of the small one.
    for (int x = 8; x < 56; x++) {
      double expected = ((x + 0.5) / 4 - 0.5) * 16;
      assertThat((double) (large.rgb()[3 * x] & 255)).isCloseTo(expected, within(0.6));
    }
  }

  @Test
  void bandsOfRowsLeaveNoSeam() {
    byte[] rgb = new byte[3 * 50 * 400];
    new Random(1).nextBytes(rgb);
    Picture tall = Picture.of(50, 400, rgb).resize(31, 377);
    Picture turned = transposed(Picture.of(50, 400, rgb)).resize(377, 31);
    assertThat(maxDifference(transposed(turned).rgb(), tall.rgb())).isLessThanOrEqualTo(1);
  }

  private static Picture transposed(Picture picture) {
    byte[] copy = picture.rgb().clone();
    return Orientation.upright(Picture.of(picture.width(), picture.height(), copy), 5);
  }

  private static int maxDifference(byte[] a, byte[] b) {
    int worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs((a[i] & 255) - (b[i] & 255)));
    }
    return worst;
  }

  @Test
  void shortSideKeepsTheAspectRatio() {
    Picture picture = Picture.of(300, 200, new byte[180_000]);
    assertThat(picture.withShortSide(200)).isSameAs(picture);
    Picture half = picture.withShortSide(100);
    assertThat(half.width()).isEqualTo(150);
    assertThat(half.height()).isEqualTo(100);
    assertThat(Picture.of(1, 900, new byte[2700]).withShortSide(2).height()).isEqualTo(1800);
  }

  @Test
  void impossibleSizesAreRefused() {
    Picture picture = Picture.of(30, 10, new byte[900]);
    assertThatThrownBy(() -> picture.resize(0, 5)).isInstanceOf(TemperaException.class);
    assertThatThrownBy(() -> picture.withShortSide(1_000_000))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("3000000 x 1000000");
  }
}
