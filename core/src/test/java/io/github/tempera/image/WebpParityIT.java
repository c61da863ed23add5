package io.github.tempera.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.image.Tools.Difference;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What libwebp's own programs make is read as they read it. */
class WebpParityIT {
  private static final int FILES = 200;
  private static final int[][] SIZES = {
    {97, 64}, {128, 128}, {201, 133}, {333, 250}, {17, 5}, {1, 1}
  };

  private final Path folder;

  WebpParityIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void tools() {
    Tools.need("cwebp", "dwebp", "webpmux", "convert", "identify");
  }

  @Test
  void everyQualityMethodAndKindOfAlphaIsDecodedAsLibwebpDoes() throws IOException {
    Random random = new Random(15);
    List<Path> sources = sources();
    int exact = 0;
    for (int i = 0; i < FILES; i++) {
      Path source = sources.get(i % sources.size());
      Path webp = folder.resolve(i + ".webp");
      List<Object> command = new ArrayList<>(List.of("cwebp", "-quiet"));
      command.addAll(i % 4 == 3 ? lossless(random) : lossy(random));
      command.addAll(List.of(source, "-o", webp));
      Tools.run(command.toArray());
      Path png = folder.resolve(i + ".png");
      Tools.run("dwebp", "-quiet", webp, "-o", png);
      Difference difference = Difference.between(Picture.read(webp), Picture.read(png));
      assertThat(difference.worst()).as("%s", command).isLessThanOrEqualTo(1);
      assertThat(difference.worstAlpha()).as("%s", command).isZero();
      exact += difference.worst() == 0 ? 1 : 0;
    }
    assertThat(exact).isEqualTo(FILES);
  }

  private static List<Object> lossless(Random random) {
    List<Object> options = new ArrayList<>(List.of("-lossless", "-z", random.nextInt(10)));
    if (random.nextInt(3) == 0) {
      options.addAll(List.of("-near_lossless", random.nextInt(5) * 20));
    }
    return options;
  }

  private static List<Object> lossy(Random random) {
    List<Object> options = new ArrayList<>();
    options.addAll(List.of("-m", random.nextInt(7), "-q", pick(random, 0, 5, 20, 40, 60, 90, 100)));
    options.addAll(List.of("-f", random.nextInt(5) * 25, "-sharpness", random.nextInt(8)));
    options.addAll(List.of("-sns", random.nextInt(5) * 25, "-segments", 1 + random.nextInt(4)));
    options.addAll(List.of("-alpha_q", pick(random, 0, 40, 100)));
    options.addAll(List.of("-alpha_method", random.nextInt(2)));
    options.addAll(List.of("-alpha_filter", pick(random, "none", "fast", "best")));
    options.add(pick(random, "-strong", "-nostrong", "-mt", "-jpeg_like", "-low_memory"));
    return options;
  }

  private static Object pick(Random random, Object... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A picture of each size without and with alpha. */
  private List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (int[] size : SIZES) {
      for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB}) {
        Path file = folder.resolve("source-" + size[0] + "-" + type + ".png");
        sources.add(
            Files.write(file, EncodedPictures.encode(textured(size[0], size[1], type), "png")));
      }
    }
    return sources;
  }

  /** Smooth areas, hard edges and noise: something for every kind of prediction. */
  static BufferedImage textured(int width, int height, int type) {
    BufferedImage image = EncodedPictures.smooth(width, height, type);
    Random random = new Random(width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = image.getRGB(x, y);
        if (x / 9 % 3 == 1) {
          argb ^= random.nextInt() & 0x3f3f3f;
        }
        if ((x + 2 * y) / 31 % 4 == 2) {
          argb = (argb & 0xff000000) | 0xe8d020;
        }
        image.setRGB(x, y, argb);
      }
    }
    return image;
  }

  @Test
  void ofAnAnimationTheCanvasIsReadWithTheFirstFrameInItsPlace() throws IOException {
    BufferedImage frame = textured(60, 40, BufferedImage.TYPE_INT_ARGB);
    Path png = Files.write(folder.resolve("f.png"), EncodedPictures.encode(frame, "png"));
    Path canvas = folder.resolve("canvas.png");
    for (String kind : new String[] {"-lossless", "-mt"}) {
      Path webp = folder.resolve("f.webp");
      Path animation = folder.resolve("a.webp");
      Path still = folder.resolve("still.png");
      Tools.run("cwebp", "-quiet", kind, "-exact", png, "-o", webp);
      Tools.run("dwebp", "-quiet", webp, "-o", still);
      Path second = folder.resolve("second.webp");
      Tools.run("convert", "-size", "100x90", "xc:red", png, "-flatten", "PNG32:" + canvas);
      Tools.run("cwebp", "-quiet", canvas, "-o", second);
      Tools.run("webpmux", "-frame", webp, "+100+10+30", "-frame", second, "+100", "-o", animation);
      Picture picture = Picture.read(animation);
      Tools.run(
          "convert",
          "-size",
          "100x90",
          "xc:none",
          still,
          "-geometry",
          "+10+30",
          "-composite",
          "PNG32:" + canvas);
      Difference difference = Difference.between(picture, Picture.read(canvas));
      assertThat(difference.worst()).as(kind).isLessThanOrEqualTo(1);
      assertThat(difference.worstAlpha()).as(kind).isZero();
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    BufferedImage image = textured(97, 64, BufferedImage.TYPE_INT_ARGB);
    Path png = Files.write(folder.resolve("c.png"), EncodedPictures.encode(image, "png"));
    Path webp = folder.resolve("c.webp");
    Tools.run("cwebp", "-quiet", png, "-o", webp);
    byte[] whole = Files.readAllBytes(webp);
    for (int length = 16; length < whole.length - 1; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Picture.read(cut, "p", 100_000))
          .isInstanceOf(TemperaException.class)
          .hasMessageContainingAll("p is cut short");
    }
  }
}
