package io.github.tempera.cli.stylize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static List<String> styles(String... paths) {
    return Names.ofStyles(List.of(paths).stream().map(p -> Source.named(Path.of(p))).toList());
  }

  private static List<String> contents(String... paths) {
    return Names.ofContents(
        List.of(paths).stream().map(p -> Source.named(Path.of(p))).toList(), source -> "png");
  }

  @Test
  void aNameIsTheStem() {
    assertThat(contents("x/a.jpg", "b.c.jpg", ".jpg", "bare"))
        .containsExactly("a", "b.c", ".jpg", "bare");
  }

  @Test
  void namesThatMeetAreToldApartByTheFirstThingThatDoes() {
    assertThat(contents("a.jpg", "A.png", "b.jpg")).containsExactly("a.jpg", "A.png", "b");
    assertThat(contents("x/a.jpg", "y/a.jpg")).containsExactly("x-a.jpg", "y-a.jpg");
    assertThat(contents("x/z/a.jpg", "y/z/a.jpg"))
        .allMatch(name -> name.matches("a\\.jpg~[0-9a-f]{8}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void contentsInDifferentFoldersOfTheOutputDoNotMeet() {
    Path base = Path.of("photos");
    assertThat(
            Names.ofContents(
                List.of(
                    Source.within(base, base.resolve("x/a.jpg")),
                    Source.within(base, base.resolve("y/a.jpg"))),
                source -> "png"))
        .containsExactly("a", "a");
  }

  @Test
  void aStylesNameHoldsNoDoubleUnderscore() {
    assertThat(styles("my__style.png", "__x.png", "_.png"))
        .containsExactly("my_style", "x", "style");
  }

  @Test
  void aBlendIsNamedAfterItsStyles() {
    assertThat(
            Names.ofBlend(List.of(Source.named(Path.of("a.png")), Source.named(Path.of("b.png")))))
        .isEqualTo("a+b");
  }

  @Test
  void longNamesFitAFileSystem() {
    String content = contents("ä".repeat(120) + ".jpg").get(0);
    String style = styles("水".repeat(80) + ".jpg").get(0);
    assertThat(Names.output(content, style, "jpeg").getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(250);
  }

  @Property(tries = 300)
  void noTwoPairsOfContentAndStyleMeet(
      @ForAll("files") Set<String> contentFiles, @ForAll("files") Set<String> styleFiles) {
    List<String> contents = contents(contentFiles.toArray(String[]::new));
    List<String> styles = styles(styleFiles.toArray(String[]::new));
    List<String> outputs = new ArrayList<>();
    for (String content : contents) {
      for (String style : styles) {
        outputs.add(Names.output(content, style, "png").toLowerCase(Locale.ROOT));
      }
    }
    assertThat(new HashSet<>(outputs)).hasSameSizeAs(outputs);
  }

  @Provide
  Arbitrary<Set<String>> files() {
    Arbitrary<String> name =
        Arbitraries.of("a", "A", "b", "_", ".", "-")
            .list()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(parts -> String.join("", parts));
    return Combinators.combine(
            Arbitraries.of("", "x/", "x/y/", "z/y/"),
            name,
            Arbitraries.of(".jpg", ".png", "__a.jpg"))
        .as((folder, stem, extension) -> folder + stem + extension)
        .set()
        .ofMaxSize(12);
  }
}
