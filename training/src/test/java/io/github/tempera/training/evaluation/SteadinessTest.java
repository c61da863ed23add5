package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.image.Picture;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SteadinessTest {
  private static Picture noise(int size, long seed) {
    byte[] rgb = new byte[3 * size * size];
    new Random(seed).nextBytes(rgb);
    return Picture.of(size, size, rgb);
  }

  /** Gives each pixel the table's value of the one that lies so far away, or of the nearest. */
  private static UnaryOperator<Picture> moved(int down, int right, byte[] table) {
    return picture -> {
      int size = picture.width();
      byte[] painted = new byte[3 * size * size];
      for (int i = 0; i < painted.length; i++) {
        int y = Math.max(0, Math.min(size - 1, i / 3 / size + down));
        int x = Math.max(0, Math.min(size - 1, i / 3 % size + right));
        painted[i] = table[picture.rgb()[3 * (y * size + x) + i % 3] & 255];
      }
      return Picture.of(size, size, painted);
    };
  }

  /** Paints by place alone. */
  private static UnaryOperator<Picture> pattern(IntBinaryOperator value) {
    return picture -> {
      int size = picture.width();
      byte[] painted = new byte[3 * size * size];
      for (int i = 0; i < painted.length; i++) {
        painted[i] = (byte) value.applyAsInt(i / 3 % size, i / 3 / size);
      }
      return Picture.of(size, size, painted);
    };
  }

  /** The border is seen from 5 pixels away; further in, nothing may look at anything else. */
  @Property(tries = 50)
  void isZeroOfWhatPaintsAMovedPictureAlike(
      @ForAll @IntRange(min = 32, max = 50) int size,
      @ForAll @IntRange(min = -5, max = 5) int down,
      @ForAll @IntRange(min = -5, max = 5) int right,
      @ForAll long seed) {
    byte[] table = new byte[256];
    new Random(seed).nextBytes(table);
    Picture content = noise(size + Steadiness.ROOM, seed);
    assertThat(Steadiness.of(content, moved(down, right, table))).isZero();
  }

  /** Of the shifts to the right, 0 and 2 are even, 1 and 3 odd: twice each value. */
  @Property(tries = 20)
  void isHalfOfTheStepBetweenEvenAndOddColumns(
      @ForAll @IntRange(max = 255) int even, @ForAll @IntRange(max = 255) int odd) {
    double steadiness = Steadiness.of(noise(40, 1), pattern((x, y) -> x % 2 == 0 ? even : odd));
    assertThat(steadiness).isCloseTo(Math.abs(even - odd) / 2.0, within(1e-12));
  }

  /** Every row of four is met once: (3/4 + 1/4 + 1/4 + 1/4) / 4 of the step. */
  @Property(tries = 20)
  void isThreeEighthsOfTheStepToOneRowInFour(
      @ForAll @IntRange(max = 255) int one, @ForAll @IntRange(max = 255) int others) {
    double steadiness = Steadiness.of(noise(41, 1), pattern((x, y) -> y % 4 == 0 ? one : others));
    assertThat(steadiness).isCloseTo(0.375 * Math.abs(one - others), within(1e-12));
  }

  /** (1, 2) and (2, 1) are odd on a chessboard, (0, 0) and (3, 3) even. */
  @Example
  void isHalfOfTheStepOfAChessboard() {
    double steadiness = Steadiness.of(noise(48, 1), pattern((x, y) -> (x + y) % 2 * 100));
    assertThat(steadiness).isCloseTo(50, within(1e-12));
  }

  @Example
  void doesNotSeeARimOfFivePixels() {
    int size = 40;
    UnaryOperator<Picture> framed =
        pattern((x, y) -> Math.min(Math.min(x, y), size - 1 - Math.max(x, y)) < 5 ? 255 : 0);
    assertThat(Steadiness.of(noise(size + Steadiness.ROOM, 1), framed)).isZero();
  }
}
