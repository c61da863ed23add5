package io.github.tempera.cli.stylize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "p/*.jpg p/a.jpg true",
        "p/*.jpg p/.jpg true",
        "p/*.jpg p/a.png false",
        "p/*.jpg p/q/a.jpg false",
        "p/*.jpg p/axjpg false",
        "p/**/*.jpg p/a.jpg true",
        "p/**/*.jpg p/q/r/a.jpg true",
        "p/**/r/*.jpg p/q/r/a.jpg true",
        "p/**/r/*.jpg p/r/a.jpg true",
        "p/**/r/*.jpg p/xr/a.jpg false",
        "p/** p/q/r/a.jpg true",
        "p/?.jpg p/a.jpg true",
        "p/?.jpg p/ab.jpg false",
        "p/[a-c].jpg p/b.jpg true",
        "p/[a-c].jpg p/d.jpg false",
        "p/[!a-c].jpg p/d.jpg true",
        "p/[^a-c].jpg p/a.jpg false",
        "p/*.{jpg,png} p/a.png true",
        "p/*.{jpg,png} p/a.tif false",
        "p/(a)+$*.jpg p/(a)+$b.jpg true",
        "p*/a.jpg pq/a.jpg true",
        "p*/a.jpg pq/b/a.jpg false",
      })
  void matchesAsShellsDo(String glob, Path file, boolean matches) {
    Glob compiled = Glob.of(glob);
    assertThat(compiled.matches(Source.within(compiled.base(), file))).isEqualTo(matches);
  }

  @Test
  void searchesTheLongestFolderWithoutAPattern() {
    assertThat(Glob.of("a/b/c*/d/*.jpg").base()).isEqualTo(Path.of("a/b"));
    assertThat(Glob.of("*.jpg").base()).isEqualTo(Path.of(""));
    assertThat(Glob.of("/*.jpg").base()).isEqualTo(Path.of("/"));
  }

  @Test
  void searchesNoDeeperThanItCanMatch() {
    assertThat(Glob.of("p/*.jpg").depth()).isEqualTo(1);
    assertThat(Glob.of("p/*/q/?.jpg").depth()).isEqualTo(3);
    assertThat(Glob.of("p/**/*.jpg").depth()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void refusesBracketsThatDoNotPair() {
    assertThatThrownBy(() -> Glob.of("p/[a.jpg"))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("p/[a.jpg");
  }
}
