package io.github.tempera.samples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaintSamplesIT {
  private static final Path COMMITTED = Path.of("..", "docs", "samples");
  private static final Map<String, BufferedImage> PAINTED = new TreeMap<>();

  @BeforeAll
  static void paintEverythingOnce() {
    PAINTED.putAll(
        PaintSamples.all().entrySet().parallelStream()
            .collect(Collectors.toMap(Map.Entry::getKey, sample -> sample.getValue().paint())));
  }

  @Test
  void everyPictureHasItsSize() {
    PAINTED.forEach(
        (name, image) -> {
          int[] size = {image.getWidth(), image.getHeight()};
          if (name.startsWith("strong/")) {
            assertThat(size).as(name).containsExactly(640, 640);
          } else if (name.equals("portrait.jpg")) {
            assertThat(size).as(name).containsExactly(512, 640);
          } else if (name.endsWith(".jpg") || name.startsWith("masks/")) {
            assertThat(size).as(name).containsExactly(768, 512);
          } else {
            assertThat(size).as(name).containsExactly(512, 512);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "woodcut.png",
        "pointillist.png",
        "swirling-strokes.png",
        "masks/harbour-sky.png",
        "strong/comic.png",
        "strong/hatching.png",
        "strong/stipple.png",
        "strong/mosaic.jpg",
        "strong/batik.jpg"
      })
  void paintsTheSamePixelsAgain(String name) {
    BufferedImage again = requireNonNull(PaintSamples.all().get(name)).paint();

    assertThat(meanDifference(painted(name), again)).isZero();
  }

  @Test
  void noPictureIsFlat() {
    PAINTED.forEach((name, image) -> assertThat(spread(image)).as(name).isGreaterThan(25));
  }

  @Test
  void stylesDifferFromEachOther() {
    List<String> styles = new ArrayList<>();
    for (String name : PAINTED.keySet()) {
      if (name.startsWith("strong/") || name.matches("[^/]*\\.png")) {
        styles.add(name);
      }
    }
    for (String a : styles) {
      for (String b : styles) {
        if (!a.equals(b)) {
          double distance = distance(statistics(painted(a)), statistics(painted(b)));
          boolean strong = a.startsWith("strong/") || b.startsWith("strong/");
          assertThat(distance).as(a + " and " + b).isGreaterThan(strong ? 10 : 20);
        }
      }
    }
  }

  @Test
  void masksCoverSkyAndWaterAndNotEachOther() {
    BufferedImage sky = painted("masks/harbour-sky.png");
    BufferedImage water = painted("masks/harbour-water.png");

    assertThat(luma(sky, 400, 20)).isEqualTo(255);
    assertThat(luma(water, 400, 20)).isZero();
    assertThat(luma(sky, 300, 500)).isZero();
    assertThat(luma(water, 300, 500)).isEqualTo(255);
    for (int y = 0; y < sky.getHeight(); y++) {
      for (int x = 0; x < sky.getWidth(); x++) {
        assertThat(luma(sky, x, y) + luma(water, x, y)).isLessThanOrEqualTo(257);
      }
    }
  }

  @Test
  void committedPicturesAreTheOnesPainted(@TempDir Path folder) throws IOException {
    for (Map.Entry<String, BufferedImage> entry : PAINTED.entrySet()) {
      Path written = folder.resolve(entry.getKey());
      Pictures.write(entry.getValue(), written);
      BufferedImage again = ImageIO.read(written.toFile());
      BufferedImage committed = ImageIO.read(COMMITTED.resolve(entry.getKey()).toFile());

      assertThat(meanDifference(committed, again)).as(entry.getKey()).isLessThan(6);
    }
  }

  @Test
  void writesTheNamedPicturesOnly(@TempDir Path folder) throws IOException {
    PaintSamples.main(new String[] {folder.resolve("new").toString(), "woodcut.png"});

    try (var files = Files.list(folder.resolve("new"))) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("woodcut.png");
    }
  }

  @Test
  void saysWhichPicturesThereAre(@TempDir Path folder) {
    String[] arguments = {folder.toString(), "woodcut.jpg"};

    assertThatThrownBy(() -> PaintSamples.main(arguments))
        .hasMessageContainingAll("woodcut.jpg", "woodcut.png");
  }

  @Test
  void theListsNameEveryContentAndEveryStyle() throws IOException {
    List<String> contents = Files.readAllLines(COMMITTED.resolve("contents.txt"));
    List<String> styles = Files.readAllLines(COMMITTED.resolve("styles.txt"));

    assertThat(contents).containsExactly("harbour.jpg", "portrait.jpg", "street.jpg");
    assertThat(styles)
        .containsExactlyElementsOf(
            PAINTED.keySet().stream()
                .filter(name -> !contents.contains(name) && !name.startsWith("masks/"))
                .toList());
  }

  @Test
  void thereAreAtLeastTwentyStrongStyles() throws IOException {
    try (var files = Files.list(COMMITTED.resolve("strong"))) {
      List<String> committed = files.map(file -> "strong/" + file.getFileName()).sorted().toList();
      assertThat(committed)
          .hasSizeGreaterThanOrEqualTo(20)
          .containsExactlyElementsOf(
              PAINTED.keySet().stream().filter(name -> name.startsWith("strong/")).toList());
    }
  }

  private static BufferedImage painted(String name) {
    return requireNonNull(PAINTED.get(name));
  }

  private static double meanDifference(BufferedImage a, BufferedImage b) {
    assertThat(a.getWidth()).isEqualTo(b.getWidth());
    assertThat(a.getHeight()).isEqualTo(b.getHeight());
    long sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        for (int c = 0; c < 3; c++) {
          sum += Math.abs(channel(a, x, y, c) - channel(b, x, y, c));
        }
      }
    }
    return sum / (3.0 * a.getWidth() * a.getHeight());
  }

  private static int channel(BufferedImage image, int x, int y, int c) {
    return image.getRGB(x, y) >> (16 - 8 * c) & 255;
  }

  /** Luminance; a grey picture is read from its raster, because getRGB applies a gamma to it. */
  private static double luma(BufferedImage image, int x, int y) {
    if (image.getRaster().getNumBands() == 1) {
      return image.getRaster().getSample(x, y, 0);
    }
    return 0.299 * channel(image, x, y, 0)
        + 0.587 * channel(image, x, y, 1)
        + 0.114 * channel(image, x, y, 2);
  }

  private static double spread(BufferedImage image) {
    double sum = 0;
    double squares = 0;
    int count = image.getWidth() * image.getHeight();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        double v = luma(image, x, y);
        sum += v;
        squares += v * v;
      }
    }
    double mean = sum / count;
    return Math.sqrt(squares / count - mean * mean);
  }

  /** Mean colour, contrast, and how much neighbours differ along and across. */
  private static double[] statistics(BufferedImage image) {
    double[] result = new double[6];
    int count = (image.getWidth() - 1) * (image.getHeight() - 1);
    for (int y = 0; y + 1 < image.getHeight(); y++) {
      for (int x = 0; x + 1 < image.getWidth(); x++) {
        for (int c = 0; c < 3; c++) {
          result[c] += channel(image, x, y, c) / (double) count;
        }
        result[3] += Math.abs(luma(image, x, y) - luma(image, x + 1, y)) / count;
        result[4] += Math.abs(luma(image, x, y) - luma(image, x, y + 1)) / count;
      }
    }
    result[5] = spread(image);
    return result;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
