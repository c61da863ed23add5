package io.github.tempera.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.training.data.Augmentation.Kind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  private static final int SIDE = 40;

  /** Soft red and blue waves, with a hard dark bar. */
  private static byte[] picture() {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int i = 3 * (y * SIDE + x);
        boolean bar = x > 15 && x < 22;
        rgb[i] = (byte) (bar ? 20 : 150 + 90 * Math.sin(0.3 * x));
        rgb[i + 1] = (byte) (bar ? 30 : 100);
        rgb[i + 2] = (byte) (bar ? 10 : 120 + 110 * Math.cos(0.2 * y));
      }
    }
    return rgb;
  }

  private static byte[] of(byte[] rgb, Kind kind, long seed) {
    return Augmentation.of(rgb, SIDE, List.of(kind), new SplittableRandom(seed));
  }

  private static byte[] filled(int value) {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    java.util.Arrays.fill(rgb, (byte) value);
    return rgb;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPictureIsChangedTheSameWayByTheSameSeed(Kind kind) {
    byte[] rgb = picture();
    byte[] changed = of(rgb, kind, 1);
    assertThat(rgb).isEqualTo(picture());
    assertThat(changed).hasSize(rgb.length).isNotEqualTo(rgb).isEqualTo(of(rgb, kind, 1));
    if (kind != Kind.GREY && kind != Kind.NEGATIVE) {
      assertThat(of(rgb, kind, 2)).isNotEqualTo(changed);
    }
  }

  /** A value that was not cut to 0 to 255 would come out at the other end. */
  @ParameterizedTest
  @ValueSource(ints = {0, 255})
  void blackAndWhiteDoNotWrapAround(int value) {
    for (long seed = 0; seed < 50; seed++) {
      for (byte changed : of(filled(value), Kind.CONTRAST, seed)) {
        assertThat(Math.abs((changed & 255) - value)).isLessThanOrEqualTo(40);
      }
      for (byte changed : of(filled(value), Kind.HUE, seed)) {
        assertThat(changed & 255).isEqualTo(value);
      }
      for (byte changed : of(filled(value), Kind.NEGATIVE, seed)) {
        assertThat(changed & 255).isEqualTo(255 - value);
      }
    }
    for (byte shade : of(filled(0), Kind.PENCIL, 3)) {
      assertThat(shade & 255).isGreaterThan(255 / 3);
    }
  }

  @Test
  void aPencilDrawsInGreyAndEdgesAreItsDarkest() {
    byte[] drawn = of(picture(), Kind.PENCIL, 4);
    int darkest = 0;
    for (int i = 0; i < SIDE; i++) {
      int at = 3 * (20 * SIDE + i);
      assertThat(drawn[at]).isEqualTo(drawn[at + 1]).isEqualTo(drawn[at + 2]);
      darkest = (drawn[at] & 255) < (drawn[3 * (20 * SIDE + darkest)] & 255) ? i : darkest;
    }
    assertThat(darkest).isBetween(14, 23);
  }

  @Test
  void fewColoursAreFew() {
    for (long seed = 0; seed < 10; seed++) {
      assertThat(colours(of(picture(), Kind.FEW_COLOURS, seed))).hasSizeBetween(2, 8);
    }
  }

  @Test
  void blocksAreFlat() {
    int all = colours(picture()).size();
    for (long seed = 0; seed < 10; seed++) {
      int blocks = colours(of(picture(), Kind.FLAT_BLOCKS, seed)).size();
      assertThat(blocks).isGreaterThan(3).isLessThan(all / 2);
    }
  }

  @Test
  void hatchingIsStrokesOnPaperAndMoreWhereItIsDarker() {
    for (long seed = 0; seed < 10; seed++) {
      assertThat(paper(of(filled(40), Kind.HATCHING, seed)))
          .isGreaterThan(0)
          .isLessThan(paper(of(filled(160), Kind.HATCHING, seed)));
      assertThat(paper(of(filled(255), Kind.HATCHING, seed))).isEqualTo(SIDE * SIDE);
    }
  }

  private static long paper(byte[] rgb) {
    long count = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      count += (rgb[i] & 255) == 245 && (rgb[i + 2] & 255) == 237 ? 1 : 0;
    }
    return count;
  }

  private static Set<Integer> colours(byte[] rgb) {
    Set<Integer> colours = new HashSet<>();
    for (int i = 0; i < rgb.length; i += 3) {
      colours.add((rgb[i] & 255) << 16 | (rgb[i + 1] & 255) << 8 | (rgb[i + 2] & 255));
    }
    return colours;
  }

  @Test
  void everyKindIsDrawnAndNoPictureIsDrawnTwiceOrLeftAsItIs() {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    for (long crop = 0; crop < 2000; crop++) {
      List<Kind> kinds = Augmentation.drawn(Draws.of(1, -3, crop));
      assertThat(kinds).isNotEmpty().doesNotHaveDuplicates();
      assertThat(kinds.stream().filter(kind -> kind.compareTo(Kind.HATCHING) <= 0).count())
          .isLessThanOrEqualTo(1);
      kinds.forEach(kind -> counts.merge(kind, 1, Integer::sum));
    }
    assertThat(counts.keySet()).containsExactlyInAnyOrder(Kind.values());
    assertThat(counts.get(Kind.HATCHING)).isBetween(110, 210);
    assertThat(counts.get(Kind.FEW_COLOURS)).isBetween(300, 420);
  }
}
