package io.github.tempera.service.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each participant's own order. */
class ShuffleTest {
  private static List<Item> items(int pairs, int models) {
    List<Item> items = new ArrayList<>();
    for (int pair = 1; pair <= pairs; pair++) {
      for (int model = 0; model < models; model++) {
        items.add(new Item(pair + "/" + model, pair, "", "", "m" + model, "", "", ""));
      }
    }
    return items;
  }

  @Property(tries = 300)
  void everyPaintingComesOnceAndTheSamePairNeverTwiceInARow(
      @ForAll @IntRange(min = 1, max = 15) int pairs,
      @ForAll @IntRange(min = 1, max = 2) int models,
      @ForAll long seed) {
    List<Item> items = items(pairs, models);
    List<Item> shuffled = Shuffle.of(items, seed);
    assertThat(shuffled).containsExactlyInAnyOrderElementsOf(items);
    assertThat(Shuffle.of(items, seed)).isEqualTo(shuffled);
    for (int i = 1; pairs > 1 && i < shuffled.size(); i++) {
      assertThat(shuffled.get(i).pair()).isNotEqualTo(shuffled.get(i - 1).pair());
    }
  }

  @Property(tries = 300)
  void bothModelsHaveHalfOfTheFirstRound(
      @ForAll @IntRange(min = 1, max = 15) int pairs, @ForAll long seed) {
    List<Item> first = Shuffle.of(items(pairs, 2), seed).subList(0, pairs);
    assertThat(first.stream().map(Item::pair)).doesNotHaveDuplicates();
    long one = first.stream().filter(item -> item.model().equals("m0")).count();
    assertThat(one).isBetween((long) pairs / 2, (pairs + 1L) / 2);
  }

  @Test
  void everyPlaceIsAsLikelyForEveryPainting() {
    Map<String, Integer> first = new HashMap<>();
    for (long seed = 0; seed < 6000; seed++) {
      first.merge(Shuffle.of(items(3, 2), seed * 0x9E3779B97F4A7C15L).get(0).id(), 1, Integer::sum);
    }
    assertThat(first).hasSize(6);
    assertThat(first.values()).allMatch(count -> count > 850 && count < 1150);
  }

  @Test
  void ordersDiffer() {
    List<Item> items = items(10, 1);
    HashSet<List<Item>> orders = new HashSet<>();
    IntStream.range(0, 50).forEach(seed -> orders.add(Shuffle.of(items, seed)));
    assertThat(orders).hasSize(50);
  }
}
