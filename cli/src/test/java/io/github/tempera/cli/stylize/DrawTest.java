package io.github.tempera.cli.stylize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static Set<String> drawn(int count, long seed, List<String> styles, String content) {
    List<Integer> draw = new Draw(count, seed, styles).of(content);
    Set<String> names = draw.stream().map(styles::get).collect(Collectors.toSet());
    assertThat(names).hasSameSizeAs(draw);
    return names;
  }

  @Property
  void drawsAsManyDifferentStylesAsThereAre(
      @ForAll @Size(max = 20) Set<String> styles, @ForAll @IntRange(min = 1, max = 25) int count) {
    assertThat(drawn(count, 1, List.copyOf(styles), "a.jpg"))
        .hasSize(Math.min(count, styles.size()));
  }

  @Property
  void theOrderOfTheStylesDoesNotMatter(
      @ForAll @Size(min = 1, max = 20) Set<String> styles,
      @ForAll long seed,
      @ForAll String content) {
    List<String> shuffled = new ArrayList<>(styles);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(drawn(3, seed, shuffled, content))
        .isEqualTo(drawn(3, seed, List.copyOf(styles), content));
  }

  @Property
  void oneMoreStyleChangesNothingButWhatItWins(
      @ForAll @Size(min = 4, max = 20) Set<String> styles, @ForAll long seed) {
    List<String> fewer = new ArrayList<>(styles);
    String added = fewer.remove(fewer.size() - 1);
    Set<String> before = drawn(3, seed, fewer, "a.jpg");
    Set<String> after = drawn(3, seed, List.copyOf(styles), "a.jpg");
    after.remove(added);
    assertThat(before).containsAll(after);
  }

  @Test
  void allStylesAreDrawnAboutEquallyOften() {
    List<String> styles = IntStream.range(0, 10).mapToObj(i -> "style" + i).toList();
    int[] times = new int[10];
    Draw draw = new Draw(2, 7, styles);
    for (int content = 0; content < 5_000; content++) {
      draw.of("photo" + content + ".jpg").forEach(style -> times[style]++);
    }
    // 1,000 each, with a deviation of 28: five of them.
    assertThat(IntStream.of(times)).allMatch(count -> Math.abs(count - 1_000) < 140);
  }

  @Test
  void seedAndContentBothMatter() {
    List<String> styles = IntStream.range(0, 50).mapToObj(i -> "style" + i).toList();
    assertThat(drawn(5, 1, styles, "a.jpg")).isNotEqualTo(drawn(5, 2, styles, "a.jpg"));
    assertThat(drawn(5, 1, styles, "a.jpg")).isNotEqualTo(drawn(5, 1, styles, "b.jpg"));
  }
}
