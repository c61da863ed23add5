package io.github.tempera.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Shared;
import io.github.tempera.image.Tools.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Pictures that were once read wrongly, with what each must be. */
class SharedFaultsTest {
  @TestFactory
  Stream<DynamicTest> areReadAsTheyMustBe() throws IOException {
    Path expected = Shared.file("bugs/ref");
    try (Stream<Path> files = Files.list(Shared.file("bugs/bad"))) {
      return files.sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(name(file), () -> check(file, expected)));
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static void check(Path file, Path expected) {
    Picture must = Picture.read(expected.resolve(name(file) + ".png"));
    Difference difference = Difference.between(Picture.read(file), must);
    assertThat(difference.worst()).isLessThanOrEqualTo(1);
    assertThat(difference.worstAlpha()).isZero();
  }
}
