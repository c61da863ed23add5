package io.github.tempera.image;

import static io.github.tempera.image.EncodedPictures.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tempera.TemperaException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureWriteTest {
  private final Path folder;

  PictureWriteTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Picture noise(int width, int height, boolean alpha) {
    byte[] rgb = new byte[3 * width * height];
    new Random(5).nextBytes(rgb);
    byte[] opacity = new byte[width * height];
    new Random(6).nextBytes(opacity);
    return new Picture(width, height, rgb, alpha ? opacity : null);
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.png,true",
    "a.PNG,true",
    "a.tif,true",
    "a.tiff,true",
    "a.jpg,false",
    "a.JPEG,false"
  })
  void writesTheFormatThatTheNameAsksFor(String name, boolean lossless) throws IOException {
    Picture picture = Picture.of(smooth(61, 43));
    Path file = folder.resolve(name);
    picture.write(file);
    Picture again = Picture.read(file);
    assertThat(again.width()).isEqualTo(61);
    if (lossless) {
      assertThat(again.rgb()).isEqualTo(picture.rgb());
    }
    BufferedImage seenByJava = ImageIO.read(file.toFile());
    assertThat(seenByJava.getHeight()).isEqualTo(43);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,5000", "5000,1", "700,900", "400000,2"})
  void pngOfAnyShapeIsReadByJavaToTheBit(int width, int height) throws IOException {
    for (boolean alpha : new boolean[] {false, true}) {
      Picture picture = noise(width, height, alpha);
      byte[] png = picture.encode(Format.PNG, WriteOptions.DEFAULTS);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      int[] expected = picture.toBufferedImage().getRGB(0, 0, width, height, null, 0, width);
      assertThat(image.getRGB(0, 0, width, height, null, 0, width)).isEqualTo(expected);
    }
  }

  @Test
  void pngStreamIsAValidZlibStream() throws Exception {
    // Java's reader ignores the checksums, so they are checked here.
    byte[] png = noise(600, 1400, false).encode(Format.PNG, WriteOptions.DEFAULTS);
    java.io.ByteArrayOutputStream data = new java.io.ByteArrayOutputStream();
    java.nio.ByteBuffer in = java.nio.ByteBuffer.wrap(png, 8, png.length - 8);
    while (in.hasRemaining()) {
      byte[] chunk = new byte[in.getInt() + 4];
      in.get(chunk);
      java.util.zip.CRC32 crc = new java.util.zip.CRC32();
      crc.update(chunk);
      assertThat(in.getInt()).isEqualTo((int) crc.getValue());
      if (new String(chunk, 0, 4, StandardCharsets.US_ASCII).equals("IDAT")) {
        data.write(chunk, 4, chunk.length - 4);
      }
    }
    java.util.zip.Inflater inflater = new java.util.zip.Inflater();
    inflater.setInput(data.toByteArray());
    byte[] rows = new byte[1400 * 1801 + 1];
    assertThat(inflater.inflate(rows)).isEqualTo(1400 * 1801);
    assertThat(inflater.finished()).as("checksum read and right").isTrue();
    inflater.end();
  }

  @ParameterizedTest
  @EnumSource(names = {"PNG", "TIFF"})
  void pictureWithAlphaLooksTheSameWhenReadAgain(Format format) {
    Picture picture = Picture.of(smooth(64, 48, BufferedImage.TYPE_INT_ARGB));
    byte[] encoded = picture.encode(format, WriteOptions.DEFAULTS);
    Picture again = Picture.read(encoded, "p", 10_000);
    assertThat(again.alphaOrNull()).isEqualTo(picture.alphaOrNull());
    for (int i = 0; i < again.rgb().length; i++) {
      assertThat(Math.abs((again.rgb()[i] & 255) - (picture.rgb()[i] & 255))).isLessThan(2);
    }
  }

  @Test
  void jpegOfAPictureWithAlphaIsOnWhite() {
    Picture picture = Picture.of(8, 8, filled(192, 255), filled(64, 0));
    byte[] jpeg = picture.encode(Format.JPEG, WriteOptions.DEFAULTS);
    assertThat(Picture.read(jpeg, "p", 100).rgb()).containsOnly(255);
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void jpegKeepsColourAtFullResolution() {
    byte[] jpeg = Picture.of(smooth(40, 40)).encode(Format.JPEG, WriteOptions.DEFAULTS);
    String text = new String(jpeg, StandardCharsets.ISO_8859_1);
    int frame = text.indexOf("\u00ff\u00c0");
    assertThat(jpeg[frame + 9]).as("components").isEqualTo((byte) 3);
    for (int component = 0; component < 3; component++) {
      assertThat(jpeg[frame + 11 + 3 * component]).as("sampling").isEqualTo((byte) 0x11);
    }
  }

  @Test
  void jpegQualityDecidesTheSize() {
    Picture picture = noise(100, 100, false);
    int small = picture.encode(Format.JPEG, new WriteOptions(20)).length;
    int middle = picture.encode(Format.JPEG, WriteOptions.DEFAULTS).length;
    int large = picture.encode(Format.JPEG, new WriteOptions(100)).length;
    assertThat(small).isLessThan(middle);
    assertThat(middle).isLessThan(large);
  }

  @ParameterizedTest
  @EnumSource
  void noMetadataIsCarriedOver(Format format) {
    byte[] jpeg = EncodedPictures.encode(smooth(32, 32), "jpeg");
    byte[] exif = EncodedPictures.exif(1, ByteOrder.BIG_ENDIAN);
    byte[] tagged = EncodedPictures.withJpegExif(jpeg, exif);
    byte[] written = Picture.read(tagged, "p", 10_000).encode(format, WriteOptions.DEFAULTS);
    assertThat(new String(written, StandardCharsets.ISO_8859_1))
        .doesNotContainIgnoringCase("exif")
        .doesNotContain("ICC_PROFILE", "iCCP", "tEXt", "iTXt");
  }

  @Test
  void existingFilesAreReplacedAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("a.png"), "old");
    Picture.of(smooth(5, 5)).write(file);
    assertThat(Picture.read(file).width()).isEqualTo(5);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void linksStayAndTheirFilesAreReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("a.png"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), file);
    Picture.of(smooth(5, 5)).write(link);
    assertThat(link).isSymbolicLink();
    assertThat(Picture.read(file).width()).isEqualTo(5);
  }

  @Test
  void missingFoldersAreNamed() throws IOException {
    assertThatThrownBy(() -> noise(4, 4, false).write(folder.resolve("no/such/a.png")))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll("a.png", "no/such", "create it first");
    assertNothingLeft();
  }

  @Test
  void foldersAndDevicesAreNotReplaced() throws IOException {
    Path target = Files.createDirectory(folder.resolve("a.png"));
    assertThatThrownBy(() -> noise(4, 4, false).write(target))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll("a.png", "folder");
    assertThat(target).isEmptyDirectory();
    assumeTrue(Files.exists(Path.of("/dev/null")));
    Path device = Files.createSymbolicLink(target.resolve("b.png"), Path.of("/dev/null"));
    assertThatThrownBy(() -> noise(4, 4, false).write(device))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll("b.png", "not an ordinary file");
  }

  @Test
  void foldersWithoutPermissionAreNamed() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    assumeTrue(!Files.isWritable(closed), "permissions bind us");
    assertThatThrownBy(() -> noise(4, 4, false).write(closed.resolve("a.png")))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll("a.png", "permission");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.jpg", "a.tif"})
  void fullDisksLeaveNothing(String name) throws Exception {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()));
    try {
      assertThatThrownBy(() -> noise(400, 400, false).write(folder.resolve(name)))
          .isInstanceOf(TemperaException.class)
          .hasMessageContainingAll(name, "No space left on device");
      assertNothingLeft();
    } finally {
      run("umount", folder.toString());
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void sidesThatJpegCannotHoldAreRefused() {
    Picture picture = Picture.of(70_000, 1, new byte[210_000]);
    assertThatThrownBy(() -> picture.write(folder.resolve("a.jpg")))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll("a.jpg", "65500", "70000 x 1", "PNG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.webp", "a", "a.", ".png.txt", "a.heic"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> Format.of(folder.resolve(name)))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll(name, ".jpg, .png or .tif");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101, -1})
  void qualitiesOutOfRangeAreRefused(int quality) {
    assertThatThrownBy(() -> new WriteOptions(quality))
        .isInstanceOf(TemperaException.class)
        .hasMessageContainingAll("JPEG quality", "1 and 100", String.valueOf(quality));
  }

  @Test
  void imagesShareThePicturesBytes() {
    Picture picture = noise(3, 2, false);
    BufferedImage image = picture.toBufferedImage();
    var buffer = (java.awt.image.DataBufferByte) image.getRaster().getDataBuffer();
    assertThat(buffer.getData()).isSameAs(picture.rgb());
    assertThat(image.getRGB(1, 1) >> 16 & 255).isEqualTo(picture.rgb()[12] & 255);
  }
}
