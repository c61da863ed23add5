package io.github.tempera.cli.stylize;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Draws some styles for each content: those whose names, hashed together with the content's and the
 * seed, come out lowest. So a draw depends on nothing else, neither order nor the other contents,
 * and one more style changes only the draws that it wins.
 */
final class Draw {
  private final int count;
  private final long seed;
  private final long[] styles;

  /**
   * @param count styles for one content; all of them where there are fewer
   */
  Draw(int count, long seed, List<String> styleNames) {
    this.count = count;
    this.seed = seed;
    this.styles = styleNames.stream().mapToLong(Draw::hash).toArray();
  }

  /** Which of the styles a content gets, all different. */
  List<Integer> of(String content) {
    long start = mix(seed) ^ hash(content);
    PriorityQueue<Ticket> lowest =
        new PriorityQueue<>(Comparator.comparingLong(Ticket::number).reversed());
    for (int i = 0; i < styles.length; i++) {
      lowest.add(new Ticket(mix(start ^ styles[i]), i));
      if (lowest.size() > count) {
        lowest.remove();
      }
    }
    List<Integer> drawn = new ArrayList<>();
    lowest.forEach(ticket -> drawn.add(ticket.style()));
    drawn.sort(null);
    return drawn;
  }

  private record Ticket(long number, int style) {}

  private static long hash(String text) {
    return ByteBuffer.wrap(Names.sha256(text)).getLong();
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit depends on every bit. */
  private static long mix(long value) {
    long mixed = value + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
