package io.github.tempera.image;

import static io.github.tempera.image.EncodedPictures.encode;
import static io.github.tempera.image.EncodedPictures.inserted;
import static io.github.tempera.image.EncodedPictures.jpeg;
import static io.github.tempera.image.EncodedPictures.png;
import static io.github.tempera.image.EncodedPictures.pngChunk;
import static io.github.tempera.image.EncodedPictures.smooth;
import static io.github.tempera.image.EncodedPictures.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPictureTest {
  private final Path folder;

  DamagedPictureTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static void assertRefused(byte[] encoded, String... words) {
    assertThatThrownBy(() -> Picture.read(encoded, "p.x", 1_000_000))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll(EncodedPictures.with("p.x", words));
  }

  private static byte[] noise(String format) {
    BufferedImage image = new BufferedImage(21, 13, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(1);
    for (int i = 0; i < 21 * 13; i++) {
      image.setRGB(i % 21, i / 21, random.nextInt());
    }
    return switch (format) {
      case "baseline" -> jpeg(image, false);
      case "progressive" -> jpeg(image, true);
      case "webp" -> webp(21, 13, 3, 200, random.ints(21 * 13, 0, 16).toArray());
      default -> encode(image, format);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "progressive", "png", "tiff", "bmp", "gif", "webp"})
  void aFileCutAnywhereIsRefusedUnlessAllPixelsAreThere(String format) {
    byte[] whole = noise(format);
    byte[] pixels = Picture.read(whole, "p.x", 1_000_000).rgb();
    int accepted = 0;
    for (int length = 20;
        length < whole.length;
        length += length < 700 || length > whole.length - 60 ? 1 : 9) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        byte[] left = Picture.read(cut, "p.x", 1_000_000).rgb();
        assertThat(Arrays.equals(left, pixels)).as("cut at %d", length).isTrue();
        accepted++;
      } catch (TemperaException e) {
        assertThat(e).hasMessageContaining("p.x");
      }
    }
    assertThat(accepted).isLessThan(40);
    assertRefused(Arrays.copyOf(whole, whole.length / 2), "cut short");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 8, 20})
  void jpegWithoutItsLastBytesOfPixelsIsRefused(int missing) {
    byte[] whole = noise("baseline");
    assertRefused(Arrays.copyOf(whole, whole.length - 2 - missing), "cut short");
  }

  @Test
  void jpegWithoutItsEndMarkerIsRefusedOnlyWhereScansMayBeMissing() {
    byte[] whole = noise("baseline");
    Picture picture = Picture.read(Arrays.copyOf(whole, whole.length - 2), "p", 1_000_000);
    assertThat(picture.rgb()).isEqualTo(Picture.read(whole, "p", 1_000_000).rgb());
    byte[] scans = noise("progressive");
    assertRefused(Arrays.copyOf(scans, scans.length - 2), "cut short");
  }

  @Test
  void anyDamagedByteGivesAPictureOrASentence() {
    Random random = new Random(2);
    for (String format : new String[] {"baseline", "png", "tiff", "bmp", "gif", "webp"}) {
      byte[] whole = noise(format);
      for (int i = 0; i < 60; i++) {
        byte[] damaged = whole.clone();
        damaged[random.nextInt(i < 40 ? Math.min(200, damaged.length) : damaged.length)] =
            (byte) random.nextInt();
        try {
          assertThat(Picture.read(damaged, "p.x", 1_000_000).width()).isPositive();
        } catch (TemperaException e) {
          assertThat(e).hasMessageContaining("p.x");
        }
      }
    }
  }

  @Test
  void hugePngIsRefusedBeforeItIsDecoded() {
    byte[] bomb = png(60_000, 60_000, 8, 2, new byte[100]);
    assertThatThrownBy(() -> Picture.read(bomb, "bomb.png", Long.MAX_VALUE))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll("bomb.png", "60000 x 60000");
  }

  @ParameterizedTest
  @CsvSource({"jpeg", "png", "tiff", "bmp", "gif"})
  void limitOfPixelsIsKept(String format) {
    byte[] encoded = encode(smooth(40, 30, BufferedImage.TYPE_3BYTE_BGR), format);
    assertThat(Picture.read(encoded, "p", 1200).width()).isEqualTo(40);
    assertThatThrownBy(() -> Picture.read(encoded, "p", 1199))
        .isInstanceOf(TemperaException.class)
        .hasMessage("p has 40 x 30 pixels, more than the limit of 1199: make it smaller first.");
  }

  @Test
  void textThatInflatesToGigabytesIsNotInflated() {
    byte[] zeros = EncodedPictures.deflate(new byte[100_000_000]);
    byte[] head = {'k', 0, 0};
    byte[] bomb = EncodedPictures.concat(head, zeros);
    byte[] png = encode(smooth(8, 8), "png");
    for (String type : new String[] {"zTXt", "iCCP"}) {
      byte[] encoded = inserted(png, 33, pngChunk(type, bomb));
      long before = allocated();
      assertThat(Picture.read(encoded, "p", 100).width()).isEqualTo(8);
      assertThat(allocated() - before).isLessThan(80_000_000);
    }
  }

  private static long allocated() {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    return ((com.sun.management.ThreadMXBean) threads).getCurrentThreadAllocatedBytes();
  }

  @Test
  void pngWithMoreDataThanPixelsGivesItsPixels() {
    Picture picture = Picture.read(png(1, 1, 8, 0, new byte[50_000_000]), "p", 10);
    assertThat(picture.rgb()).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"heic,HEIC", "mif1,HEIC", "avif,AVIF", "avis,AVIF"})
  void phonesFormatsAreNamed(String brand, String format) {
    byte[] head = ByteBuffer.allocate(32).putInt(32).array();
    System.arraycopy(("ftyp" + brand).getBytes(StandardCharsets.US_ASCII), 0, head, 4, 8);
    assertRefused(head, format, "convert it to JPEG or PNG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%PDF-1.7", "x", "<svg xmlns=''/>", "RIFF....WAVE", "GIF"})
  void otherFilesAreRefusedWithTheFormatsThatAreRead(String text) {
    assertRefused(text.getBytes(StandardCharsets.US_ASCII), "JPEG, PNG, TIFF, WebP, BMP or GIF");
  }

  @Test
  void anAnimationWhoseFrameIsNotAsLargeAsItSaysIsRefused() {
    byte[] frame = webp(21, 13, 3, 200, new int[21 * 13]);
    assertRefused(EncodedPictures.animatedWebp(frame, 0, 0, 10, 10, 10), "frame");
  }

  @Test
  void gitLfsPointersAreNamed() {
    byte[] pointer =
        "version https://git-lfs.github.com/spec/v1\noid".getBytes(StandardCharsets.US_ASCII);
    assertRefused(pointer, "Git LFS pointer", "git lfs pull");
  }

  @Test
  void emptyFilesAreRefused() {
    assertRefused(new byte[0], "empty");
  }

  @Test
  void missingFilesAndFoldersAreRefused() {
    Path missing = folder.resolve("missing.jpg");
    assertThatThrownBy(() -> Picture.read(missing))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll("missing.jpg", "no file");
    assertThatThrownBy(() -> Picture.read(folder))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll(folder.toString(), "is a folder");
  }

  @Test
  void unreadableFilesAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("secret.png"), encode(smooth(2, 2), "png"));
    assertThat(file.toFile().setReadable(false)).isTrue();
    org.junit.jupiter.api.Assumptions.assumeFalse(Files.isReadable(file), "permissions bind us");
    assertThatThrownBy(() -> Picture.read(file))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll("secret.png", "permission");
  }

  @Test
  void filesAreClosedWhateverHappens() throws IOException {
    Path good = Files.write(folder.resolve("good.png"), encode(smooth(2, 2), "png"));
    Path bad = Files.write(folder.resolve("bad.png"), Arrays.copyOf(Files.readAllBytes(good), 40));
    long before = openFiles();
    for (int i = 0; i < 50; i++) {
      Picture.read(good);
      assertThatThrownBy(() -> Picture.read(bad)).isInstanceOf(TemperaException.class);
    }
    assertThat(openFiles()).isLessThan(before + 20);
  }

  private static long openFiles() {
    var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
