package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.training.evaluation.Pairing.Pair;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PairingTest {
  @Property
  void drawsDifferentPairsOfPicturesThatComeEquallyOften(
      @ForAll @IntRange(min = 1, max = 30) int contents,
      @ForAll @IntRange(min = 1, max = 30) int styles,
      @ForAll @IntRange(min = 1, max = 1000) int wanted,
      @ForAll long seed) {
    List<Pair> pairs = Pairing.draw(contents, styles, wanted, seed);

    assertThat(pairs).hasSize(Math.min(wanted, contents * styles)).doesNotHaveDuplicates();
    assertThat(pairs)
        .allMatch(pair -> pair.content() >= 0 && pair.content() < contents)
        .allMatch(pair -> pair.style() >= 0 && pair.style() < styles)
        .isSortedAccordingTo(Comparator.comparingInt(Pair::style).thenComparingInt(Pair::content));
    assertEven(pairs, Pair::content, contents);
    assertEven(pairs, Pair::style, styles);
  }

  private static void assertEven(List<Pair> pairs, Function<Pair, Integer> part, int pictures) {
    Collection<Long> uses =
        pairs.stream().collect(Collectors.groupingBy(part, Collectors.counting())).values();
    assertThat(uses).hasSize(Math.min(pictures, pairs.size()));
    long floor = pairs.size() / pictures;
    assertThat(uses).allMatch(count -> count == floor || count == floor + 1);
  }

  @Property(tries = 100)
  void allOfThemAreAllOfThem(
      @ForAll @IntRange(min = 1, max = 12) int contents,
      @ForAll @IntRange(min = 1, max = 12) int styles,
      @ForAll long seed) {
    assertThat(Pairing.draw(contents, styles, 0, seed)).hasSize(contents * styles);
  }

  @Property(tries = 20)
  void theSeedDecides(@ForAll long seed) {
    List<Pair> pairs = Pairing.draw(100, 90, 50, seed);
    assertThat(Pairing.draw(100, 90, 50, seed)).isEqualTo(pairs);
    Map<Boolean, Long> same =
        Pairing.draw(100, 90, 50, seed + 1).stream()
            .collect(Collectors.partitioningBy(pairs::contains, Collectors.counting()));
    assertThat(same.get(false)).isGreaterThan(25);
  }
}
