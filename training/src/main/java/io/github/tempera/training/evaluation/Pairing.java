package io.github.tempera.training.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Which content meets which style. */
public final class Pairing {
  private Pairing() {}

  /** A content and a style, by their places in their lists. */
  public record Pair(int content, int style) {}

  /**
   * Draws different pairs in which every content, and every style, comes equally often, or one of
   * them once more. Sorted by style, then content.
   *
   * @param wanted how many, 0 for all
   */
  public static List<Pair> draw(int contents, int styles, int wanted, long seed) {
    long all = (long) contents * styles;
    long count = wanted == 0 ? all : Math.min(wanted, all);
    Random random = new Random(seed);
    List<Integer> content = shuffled(contents, random);
    List<Integer> style = shuffled(styles, random);
    long common = (long) contents / gcd(contents, styles) * styles;
    List<Pair> pairs = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      // Walking down the diagonal comes back to its beginning after the least common multiple of
      // the sides: then it goes on beside it, until all of the table has been visited once.
      long beside = i / common;
      pairs.add(
          new Pair(content.get((int) (i % contents)), style.get((int) ((i + beside) % styles))));
    }
    pairs.sort(Comparator.comparingInt(Pair::style).thenComparingInt(Pair::content));
    return pairs;
  }

  private static List<Integer> shuffled(int count, Random random) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(numbers, random);
    return numbers;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
