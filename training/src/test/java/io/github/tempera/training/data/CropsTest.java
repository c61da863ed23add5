package io.github.tempera.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.image.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CropsTest {
  private static final int SIZE = 32;
  private static final int WIDTH = 150;
  private static final int HEIGHT = 100;

  @TempDir private Path folder = Path.of("");

  /** Four pictures whose red grows by one a pixel to the right, and green downwards. */
  @BeforeEach
  void pictures() {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      rgb[3 * i] = (byte) (i % WIDTH);
      rgb[3 * i + 1] = (byte) (i / WIDTH);
    }
    for (int i = 0; i < 4; i++) {
      Picture.of(WIDTH, HEIGHT, rgb).write(folder.resolve(i + ".png"));
    }
  }

  private Crops crops(int perPicture, double scales, double augment) {
    return new Crops(PictureSet.in(folder), 0, SIZE, perPicture, scales, augment, 1);
  }

  private static int red(byte[] rgb, int x, int y) {
    return rgb[3 * (y * SIZE + x)] & 255;
  }

  /** By how much red grows over the crop: how many pixels of the picture it shows. */
  private static int shown(byte[] rgb) {
    return red(rgb, SIZE - 1, 5) - red(rgb, 0, 5) + 1;
  }

  @Test
  void withoutScalesACropIsPixelsOfThePicture() {
    Crops crops = crops(0, 0, 0);
    for (long position = 0; position < 40; position++) {
      byte[] rgb = crops.at(position).rgb();
      for (int i = 0; i < SIZE * SIZE; i++) {
        assertThat((byte) (rgb[3 * i] - rgb[0])).isEqualTo((byte) (i % SIZE));
        assertThat((byte) (rgb[3 * i + 1] - rgb[1])).isEqualTo((byte) (i / SIZE));
      }
    }
  }

  @Test
  void scalesShowMoreAndLessOfAPicture() {
    Crops crops = crops(0, 0.5, 0);
    List<Integer> shown =
        LongStream.range(0, 100).mapToObj(position -> shown(crops.at(position).rgb())).toList();
    assertThat(shown).allMatch(pixels -> pixels >= 20 && pixels <= 49);
    assertThat(shown).anyMatch(pixels -> pixels < 24).anyMatch(pixels -> pixels > 44);
  }

  @Test
  void aShareOfTheCropsIsChangedAndTheOthersAreAsTheyWere() {
    Crops plain = crops(0, 0, 0);
    Crops augmented = crops(0, 0, 0.5);
    long changed =
        LongStream.range(0, 200)
            .filter(
                position -> !Arrays.equals(plain.at(position).rgb(), augmented.at(position).rgb()))
            .count();
    assertThat(changed).isBetween(75L, 125L);
  }

  @Test
  void aCropIsTheSameInWhateverOrderItIsRead() {
    Crops forwards = crops(2, 0.5, 0.5);
    Crops shuffled = crops(2, 0.5, 0.5);
    List<Integer> positions = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    List<byte[]> expected = positions.stream().map(i -> forwards.at(i).rgb()).toList();
    Collections.shuffle(positions, new java.util.Random(3));
    positions.parallelStream()
        .forEach(i -> assertThat(shuffled.at(i).rgb()).isEqualTo(expected.get(i)));
    assertThat(expected.stream().map(Arrays::hashCode).distinct()).hasSize(4 * 2);
  }
}
