package io.github.tempera.service.survey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The order in which a participant sees the paintings. */
final class Shuffle {
  private Shuffle() {}

  /**
   * Every pair once in random order; where there are two models, a round of all pairs by one of
   * them each, then a round by the other. In the first round each model has half of the pairs, so
   * that neither gains from coming first, and a participant who leaves early has seen both.
   */
  static List<Item> of(List<Item> items, long seed) {
    Random random = new Random(seed);
    List<List<Item>> pairs =
        new ArrayList<>(
            items.stream()
                .collect(
                    Collectors.groupingBy(
                        Item::pair, TreeMap::new, Collectors.toUnmodifiableList()))
                .values());
    int models = pairs.get(0).size();
    Collections.shuffle(pairs, random);
    int first = random.nextInt(models);
    List<Integer> turns = new ArrayList<>(IntStream.range(0, pairs.size()).boxed().toList());
    List<Item> shuffled = new ArrayList<>();
    for (int round = 0; round < models; round++) {
      Collections.shuffle(turns, random);
      if (round > 0 && turns.size() > 1 && isOfPair(shuffled, pairs.get(turns.get(0)))) {
        // Never the same pair twice in a row.
        Collections.rotate(turns, 1);
      }
      for (int turn : turns) {
        shuffled.add(pairs.get(turn).get((first + turn + round) % models));
      }
    }
    return shuffled;
  }

  private static boolean isOfPair(List<Item> shown, List<Item> pair) {
    return shown.get(shown.size() - 1).pair() == pair.get(0).pair();
  }
}
