package io.github.tempera.training.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.image.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageSheetTest {
  private static final int SIZE = 10;

  @TempDir Path place = Path.of("");

  private static Picture grey(int value) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    Arrays.fill(rgb, (byte) value);
    return Picture.of(SIZE, SIZE, rgb);
  }

  private StageSheet sheet() {
    return new StageSheet(
        place.resolve("stages"), List.of(grey(10), grey(20)), List.of(grey(30), grey(40)));
  }

  private static int at(Picture sheet, int row, int column) {
    int x = 8 + column * (SIZE + 8) + SIZE / 2;
    int y = 30 + row * (SIZE + 8) + SIZE / 2;
    return sheet.rgb()[3 * (y * sheet.width() + x)] & 255;
  }

  @Test
  void aRowForEachPairAndAColumnForEachStage() {
    StageSheet sheet = sheet();
    sheet.add(100, List.of(grey(110), grey(120)));
    sheet.add(20, List.of(grey(50), grey(60)));
    Path file = place.resolve("stages.png");
    sheet.write(file);
    Picture written = Picture.read(file);
    assertThat(written.width()).isEqualTo(4 * (SIZE + 8) + 8);
    int[][] expected = {{10, 30, 50, 110}, {20, 40, 60, 120}};
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 4; column++) {
        assertThat(at(written, row, column)).isEqualTo(expected[row][column]);
      }
    }
  }

  /** Iterations after the checkpoint that a run goes on from come again. */
  @Test
  void laterStagesAreForgotten() {
    StageSheet sheet = sheet();
    sheet.add(20, List.of(grey(50), grey(60)));
    sheet.add(100, List.of(grey(110), grey(120)));
    StageSheet reopened = sheet();
    assertThat(reopened.has(100)).isTrue();
    reopened.cut(99);
    assertThat(reopened.has(100)).isFalse();
    assertThat(reopened.has(20)).isTrue();
  }

  @Test
  void withoutPairsThereIsNoSheet() {
    Path file = place.resolve("stages.png");
    new StageSheet(place.resolve("stages"), List.of(), List.of()).write(file);
    assertThat(Files.exists(file)).isFalse();
  }
}
