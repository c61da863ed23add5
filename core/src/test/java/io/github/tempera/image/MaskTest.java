package io.github.tempera.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MaskTest {
  private static Mask noise(int width, int height) {
    byte[] values = new byte[width * height];
    new Random(width * 31L + height).nextBytes(values);
    return Mask.of(width, height, values);
  }

  @Property(tries = 300)
  void cellsDependOnTheirPlaceAloneToTheBit(
      @ForAll @IntRange(min = 1, max = 60) int maskWidth,
      @ForAll @IntRange(min = 1, max = 60) int maskHeight,
      @ForAll @IntRange(min = 1, max = 300) int contentWidth,
      @ForAll @IntRange(min = 1, max = 300) int contentHeight,
      @ForAll @IntRange(min = 0, max = 3) int cellPower,
      @ForAll long seed) {
    int cell = 1 << cellPower;
    Mask mask = noise(maskWidth, maskHeight);
    int columns = (contentWidth + cell - 1) / cell + 2;
    int rows = (contentHeight + cell - 1) / cell + 2;
    float[] whole = mask.sample(contentWidth, contentHeight, cell, 0, 0, columns, rows);
    Random random = new Random(seed);
    int x = random.nextInt(columns);
    int y = random.nextInt(rows);
    int w = 1 + random.nextInt(columns - x);
    int h = 1 + random.nextInt(rows - y);
    float[] window = mask.sample(contentWidth, contentHeight, cell, x, y, w, h);
    for (int i = 0; i < w * h; i++) {
      float expected = whole[(y + i / w) * columns + x + i % w];
      assertThat(Float.floatToIntBits(window[i])).isEqualTo(Float.floatToIntBits(expected));
      assertThat(expected).isBetween(0f, 1f);
    }
  }

  @Test
  void onesInPlaceOfWhiteAreNearlyBlack() {
    assertThat(Mask.of(3, 1, new byte[] {0, 1, 0}).isNearlyBlack()).isTrue();
    assertThat(Mask.of(3, 1, new byte[] {0, 6, 0}).isNearlyBlack()).isFalse();
    assertThat(Mask.of(2, 1, new byte[] {0, -1}).isNearlyBlack()).isFalse();
  }

  @Property(tries = 100)
  void constantMasksAreExactlyConstant(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 300) int content,
      @ForAll @IntRange(min = 0, max = 3) int cellPower) {
    byte[] values = new byte[size * size];
    int cells = (content >> cellPower) + 3;
    Mask zero = Mask.of(size, size, values.clone());
    assertThat(zero.isZero()).isTrue();
    assertThat(zero.sample(content, content, 1 << cellPower, 0, 0, cells, cells)).containsOnly(0f);
    java.util.Arrays.fill(values, (byte) 255);
    Mask one = Mask.of(size, size, values);
    assertThat(one.isConstantOne()).isTrue();
    assertThat(one.isZero()).isFalse();
    assertThat(one.sample(content, content, 1 << cellPower, 0, 0, cells, cells)).containsOnly(1f);
  }

  @Test
  void aMaskOfTheContentsSizeIsItselfAtFullResolution() {
    byte[] values = {0, 51, (byte) 102, (byte) 255, 0, 51};
    Mask mask = Mask.of(3, 2, values);
    float[] expected = {0, 0.2f, 0.4f, 1, 0, 0.2f};
    assertThat(mask.sample(3, 2, 1, 0, 0, 3, 2)).containsExactly(expected, within(1e-6f));
  }

  @Test
  void finerMasksAreAveraged() {
    byte[] values = {0, (byte) 255, (byte) 255, (byte) 255};
    assertThat(Mask.of(4, 1, values).sample(16, 16, 8, 0, 0, 2, 2))
        .containsExactly(new float[] {0.5f, 1, 0.5f, 1}, within(1e-6f));
  }

  @Test
  void coarserMasksAreInterpolatedBetweenTheirCentres() {
    Mask mask = Mask.of(2, 1, new byte[] {0, (byte) 255});
    assertThat(mask.sample(8, 1, 1, 0, 0, 8, 1))
        .containsExactly(new float[] {0, 0, 0.125f, 0.375f, 0.625f, 0.875f, 1, 1}, within(1e-6f));
  }

  @Test
  void theEdgeRepeatsBeyondTheContent() {
    Mask mask = Mask.of(2, 1, new byte[] {0, (byte) 255});
    // 10 pixels in cells of 8: the second reaches to 16, all of it right of the middle.
    assertThat(mask.sample(10, 10, 8, 1, 0, 2, 1)).containsExactly(1f, 1f);
    assertThat(mask.sample(10, 10, 8, -2, -2, 1, 1)).containsExactly(0f);
  }

  @Test
  void transparentPixelsOfAPictureAreZero() {
    byte[] rgb = {(byte) 255, (byte) 255, (byte) 255, (byte) 255, (byte) 255, (byte) 255};
    Mask mask = Mask.of(Picture.of(2, 1, rgb, new byte[] {0, (byte) 255}));
    assertThat(mask.sample(2, 1, 1, 0, 0, 2, 1)).containsExactly(0f, 1f);
  }
}
