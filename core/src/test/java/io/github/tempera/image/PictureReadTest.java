package io.github.tempera.image;

import static io.github.tempera.image.EncodedPictures.concat;
import static io.github.tempera.image.EncodedPictures.encode;
import static io.github.tempera.image.EncodedPictures.fourChannelJpeg;
import static io.github.tempera.image.EncodedPictures.jpeg;
import static io.github.tempera.image.EncodedPictures.png;
import static io.github.tempera.image.EncodedPictures.pngChunk;
import static io.github.tempera.image.EncodedPictures.smooth;
import static io.github.tempera.image.EncodedPictures.webp;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReadTest {
  private final Path folder;

  PictureReadTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Picture read(byte[] encoded) {
    return Picture.read(encoded, "picture", Picture.DEFAULT_MAX_PIXELS);
  }

  private static int[] pixel(Picture picture, int x, int y) {
    int i = 3 * (y * picture.width() + x);
    byte[] rgb = picture.rgb();
    return new int[] {rgb[i] & 255, rgb[i + 1] & 255, rgb[i + 2] & 255};
  }

  private static void assertSame(Picture picture, BufferedImage expected, int tolerance) {
    assertThat(picture.width()).isEqualTo(expected.getWidth());
    assertThat(picture.height()).isEqualTo(expected.getHeight());
    int worst = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int[] actual = pixel(picture, x, y);
        int wanted = expected.getRGB(x, y);
        for (int c = 0; c < 3; c++) {
          worst = Math.max(worst, Math.abs(actual[c] - (wanted >> (16 - 8 * c) & 255)));
        }
      }
    }
    assertThat(worst).isLessThanOrEqualTo(tolerance);
  }

  @ParameterizedTest
  @CsvSource({"jpeg,12", "png,0", "tiff,0", "bmp,0"})
  void readsColour(String format, int tolerance) {
    BufferedImage image = smooth(67, 41, BufferedImage.TYPE_3BYTE_BGR);
    Picture picture = read(encode(image, format));
    assertSame(picture, image, tolerance);
    assertThat(picture.alpha()).isEmpty();
  }

  @Test
  void readsProgressiveJpeg() {
    BufferedImage image = smooth(67, 41);
    assertSame(read(jpeg(image, true)), image, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "tiff", "bmp", "gif"})
  void greyStaysAsItIsStored(String format) {
    // Java calls grey pictures linear and would brighten them.
    BufferedImage image = new BufferedImage(32, 16, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, 32, 16, 0, filled(32 * 16, 100));
    Picture picture = read(encode(image, format));
    assertThat(pixel(picture, 5, 5)).containsExactly(100, 100, 100);
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void reads16BitPngRoundedTo8() {
    byte[] rows = {0, 0x12, (byte) 0xff, 0, 0, (byte) 0xff, (byte) 0xff};
    assertThat(pixel(read(png(1, 1, 16, 2, rows)), 0, 0)).containsExactly(0x13, 0, 255);
    byte[] gray = {0, (byte) 0x80, (byte) 0x80};
    assertThat(pixel(read(png(1, 1, 16, 0, gray)), 0, 0)).containsExactly(128, 128, 128);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void readsGreyPngOfFewBits(int depth) {
    int max = (1 << depth) - 1;
    byte[] rows = {0, (byte) (max << (8 - depth))};
    Picture picture = read(png(2, 1, depth, 0, rows));
    assertThat(pixel(picture, 0, 0)).containsExactly(255, 255, 255);
    assertThat(pixel(picture, 1, 0)).containsExactly(0, 0, 0);
  }

  @Test
  void readsPalettePngWithTransparency() {
    byte[] palette = pngChunk("PLTE", new byte[] {10, 20, 30, (byte) 200, 100, 50});
    byte[] transparency = pngChunk("tRNS", new byte[] {(byte) 255, 0});
    Picture picture = read(png(2, 1, 8, 3, new byte[] {0, 0, 1}, palette, transparency));
    assertThat(pixel(picture, 0, 0)).containsExactly(10, 20, 30);
    assertThat(pixel(picture, 1, 0)).as("transparent is white").containsExactly(255, 255, 255);
    assertThat(picture.alphaOrNull()).containsExactly(255, 0);
  }

  @Test
  void readsTransparentColourOfTrueColourPng() {
    byte[] transparency = pngChunk("tRNS", new byte[] {0, 9, 0, 8, 0, 7});
    Picture picture = read(png(2, 1, 8, 2, new byte[] {0, 9, 8, 7, 1, 2, 3}, transparency));
    assertThat(picture.alphaOrNull()).containsExactly(0, 255);
    assertThat(pixel(picture, 1, 0)).containsExactly(1, 2, 3);
  }

  @Test
  void readsTransparentGreyOfGreyPng() {
    byte[] transparency = pngChunk("tRNS", new byte[] {0, 9});
    Picture picture = read(png(2, 1, 8, 0, new byte[] {0, 9, 77}, transparency));
    assertThat(picture.alphaOrNull()).containsExactly(0, 255);
    assertThat(pixel(picture, 1, 0)).containsExactly(77, 77, 77);
  }

  @ParameterizedTest
  @CsvSource({"4,8", "4,16", "6,8", "6,16"})
  void alphaIsKeptAndColourLaidOnWhite(int colorType, int depth) {
    int colors = colorType == 4 ? 1 : 3;
    int bytes = depth / 8;
    byte[] rows = new byte[1 + (colors + 1) * bytes];
    Arrays.fill(rows, 1, 1 + colors * bytes, (byte) 100);
    Arrays.fill(rows, 1 + colors * bytes, rows.length, (byte) 51);
    Picture picture = read(png(1, 1, depth, colorType, rows));
    assertThat(picture.alphaOrNull()).containsExactly(51);
    assertThat(pixel(picture, 0, 0)).containsExactly(224, 224, 224); // 100 / 5 + 255 * 4 / 5
  }

  @Test
  void alphaOfTiffIsKept() {
    BufferedImage image = smooth(20, 10, BufferedImage.TYPE_4BYTE_ABGR);
    Picture picture = read(encode(image, "tiff"));
    byte[] alpha = picture.alphaOrNull();
    assertThat(alpha).isNotNull().hasSize(200);
    assertThat(alpha == null ? -1 : alpha[19] & 255).isEqualTo(image.getRGB(19, 0) >>> 24);
    assertThat(pixel(picture, 0, 0)).containsExactly(255, 255, 255);
  }

  @Test
  void opaqueAlphaIsNoAlpha() {
    byte[] rows = {0, 1, 2, 3, (byte) 255};
    assertThat(read(png(1, 1, 8, 6, rows)).alpha()).isEmpty();
  }

  @Test
  void bmpWhoseAlphaIsAllZeroIsOpaque() {
    BufferedImage image = smooth(20, 10);
    byte[] plain = encode(image, "bmp");
    ByteBuffer bmp = ByteBuffer.allocate(54 + 20 * 10 * 4).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put(plain, 0, 54).putShort(28, (short) 32).putInt(2, bmp.capacity()).putInt(34, 800);
    for (int i = 0; i < 200; i++) {
      bmp.putInt(image.getRGB(i % 20, 9 - i / 20) & 0xffffff);
    }
    Picture picture = read(bmp.array());
    assertSame(picture, image, 0);
    assertThat(picture.alpha()).isEmpty();
  }

  @Test
  void ofAGifTheCanvasIsReadWithTheFirstFrameInItsPlace() {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(3, 4, 0xffff0000);
    byte[] gif = encode(image, "gif");
    ByteBuffer bytes = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(6, (short) 50).putShort(8, (short) 40);
    int frame = 13 + 3 * 256;
    while (gif[frame] == '!') {
      frame += 2;
      while (gif[frame] != 0) {
        frame += 1 + (gif[frame] & 255);
      }
      frame++;
    }
    bytes.putShort(frame + 1, (short) 15).putShort(frame + 3, (short) 7);
    Picture picture = read(gif);
    assertThat(picture.width()).isEqualTo(50);
    assertThat(picture.height()).isEqualTo(40);
    assertThat(pixel(picture, 18, 11)).containsExactly(255, 0, 0);
    assertThat(pixel(picture, 3, 4)).as("transparent is white").containsExactly(255, 255, 255);
    byte[] alpha = picture.alphaOrNull();
    assertThat(alpha == null ? -1 : alpha[4 * 50 + 3]).isZero();
    assertThat(alpha == null ? 0 : alpha[11 * 50 + 18]).isEqualTo((byte) 255);
  }

  @Test
  void readsFirstFrameOfGif() {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(3, 4, 0xffff0000);
    assertThat(pixel(read(encode(image, "gif")), 3, 4)).containsExactly(255, 0, 0);
  }

  @Test
  void readsWebp() {
    int[] pixels = {0b1000, 0b1100, 0b1010, 0b1001, 0b1111, 0b0111};
    Picture picture = read(webp(3, 2, 10, 255, pixels));
    assertThat(pixel(picture, 0, 0)).containsExactly(10, 10, 10);
    assertThat(pixel(picture, 1, 0)).containsExactly(255, 10, 10);
    assertThat(pixel(picture, 2, 0)).containsExactly(10, 255, 10);
    assertThat(pixel(picture, 0, 1)).containsExactly(10, 10, 255);
    assertThat(picture.alphaOrNull()).containsExactly(255, 255, 255, 255, 255, 10);
  }

  @Test
  void ofAnAnimatedWebpTheCanvasIsReadWithTheFirstFrameInItsPlace() {
    byte[] frame = webp(3, 2, 10, 255, new int[] {15, 15, 15, 15, 15, 12});
    Picture picture = read(EncodedPictures.animatedWebp(frame, 4, 6, 3, 2, 20));
    assertThat(picture.width()).isEqualTo(20);
    assertThat(picture.height()).isEqualTo(20);
    assertThat(pixel(picture, 6, 7)).containsExactly(255, 10, 10);
    byte[] alpha = picture.alphaOrNull();
    assertThat(alpha == null ? 0 : alpha[7 * 20 + 6]).isEqualTo((byte) 255);
    assertThat(alpha == null ? -1 : alpha[7 * 20 + 7]).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 255})
  void jfifTellsTheColoursOfAJpegWhateverAdobesMarkerSays(int transform) {
    byte[] jpeg = jpeg(smooth(40, 30), false);
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
    byte[] marked = EncodedPictures.inserted(jpeg, 20, segment(0xee, adobe));
    assertThat(read(marked).rgb()).isEqualTo(read(jpeg).rgb());
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "7,true"})
  void withoutJfifAdobesMarkerTellsThem(int transform, boolean same) {
    byte[] jpeg = jpeg(smooth(40, 30), false);
    byte[] bare = concat(Arrays.copyOf(jpeg, 2), Arrays.copyOfRange(jpeg, 20, jpeg.length));
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
    byte[] marked = EncodedPictures.inserted(bare, 2, segment(0xee, adobe));
    assertThat(Arrays.equals(read(marked).rgb(), read(jpeg).rgb())).isEqualTo(same);
    adobe[11] = 0;
    byte[] rgb = EncodedPictures.inserted(bare, 2, segment(0xee, adobe));
    assertThat(read(rgb).rgb()).isNotEqualTo(read(jpeg).rgb());
  }

  @ParameterizedTest
  @CsvSource({"0,1,2,true", "33,34,35,true", "82,71,66,false"})
  void withoutEitherTheComponentsNamesTellThem(int first, int second, int third, boolean same) {
    byte[] jpeg = jpeg(smooth(40, 30), false);
    byte[] bare = concat(Arrays.copyOf(jpeg, 2), Arrays.copyOfRange(jpeg, 20, jpeg.length));
    int frame = marker(bare, 0xc0) + 10;
    int scan = marker(bare, 0xda) + 5;
    int[] names = {first, second, third};
    for (int i = 0; i < 3; i++) {
      bare[frame + 3 * i] = (byte) names[i];
      bare[scan + 2 * i] = (byte) names[i];
    }
    assertThat(Arrays.equals(read(bare).rgb(), read(jpeg).rgb())).isEqualTo(same);
  }

  private static byte[] segment(int marker, byte[] payload) {
    byte[] whole = EncodedPictures.withJpegSegment(new byte[2], marker, payload);
    return Arrays.copyOfRange(whole, 2, whole.length);
  }

  private static int marker(byte[] jpeg, int marker) {
    int position = 2;
    while ((jpeg[position + 1] & 255) != marker) {
      position += 2 + ((jpeg[position + 2] & 255) << 8 | (jpeg[position + 3] & 255));
    }
    return position;
  }

  @Test
  void readsCmykJpeg() {
    // No ink is white, all of the black ink nearly black, cyan is blue rather than red.
    assertThat(pixel(read(fourChannelJpeg(16, 16, 0, 255, 255, 255, 255)), 4, 4))
        .containsExactly(255, 255, 255);
    assertThat(pixel(read(fourChannelJpeg(16, 16, 0, 255, 255, 255, 0)), 4, 4)[1]).isLessThan(60);
    int[] cyan = pixel(read(fourChannelJpeg(16, 16, 0, 0, 255, 255, 255)), 4, 4);
    assertThat(cyan[2] - cyan[0]).isGreaterThan(100);
  }

  @Test
  void readsYcckJpeg() {
    // Y, Cb and Cr stand for the inks as if they were colours: no ink is Y = 0.
    int[] white = pixel(read(fourChannelJpeg(16, 16, 2, 0, 128, 128, 255)), 4, 4);
    assertThat(white).containsExactly(255, 255, 255);
    int[] red = pixel(read(fourChannelJpeg(16, 16, 2, 179, 171, 1, 255)), 4, 4);
    assertThat(red[0] - red[2]).isGreaterThan(100);
  }

  @Test
  void whatTheFileHoldsDecidesNotItsName() throws IOException {
    BufferedImage image = smooth(8, 8);
    Path file = folder.resolve("really-a-png.jpg");
    Files.write(file, encode(image, "png"));
    assertSame(Picture.read(file), image, 0);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,3000", "3000,1", "2,7"})
  void readsAnyShape(int width, int height) {
    BufferedImage image = smooth(width, height);
    for (String format : new String[] {"png", "tiff", "bmp"}) {
      assertSame(read(encode(image, format)), image, 0);
    }
    assertThat(read(jpeg(image, false)).width()).isEqualTo(width);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void takesImagesOfAnyType(int type) {
    BufferedImage image = smooth(13, 9, type);
    Picture picture = Picture.of(image);
    byte[] alpha = picture.alphaOrNull();
    for (int i = 0; i < 13 * 9; i++) {
      int argb = image.getRGB(i % 13, i / 13);
      int opacity = argb >>> 24;
      if (alpha != null) {
        assertThat(alpha[i] & 255).isEqualTo(opacity);
      }
      int onWhite = ((argb >> 16 & 255) * opacity + 255 * (255 - opacity)) / 255;
      assertThat(pixel(picture, i % 13, i / 13)[0]).isBetween(onWhite - 1, onWhite + 1);
    }
  }

  @Test
  void takes565ImagesAndPartsOfImages() {
    BufferedImage packed = smooth(12, 12, BufferedImage.TYPE_USHORT_565_RGB);
    assertSame(Picture.of(packed), packed, 1);
    BufferedImage whole = smooth(30, 30, BufferedImage.TYPE_3BYTE_BGR);
    BufferedImage part = whole.getSubimage(5, 7, 11, 13);
    assertSame(Picture.of(part), part, 0);
  }

  @Test
  void pictureOfAnImageIsACopy() {
    BufferedImage image = smooth(4, 4, BufferedImage.TYPE_3BYTE_BGR);
    Picture picture = Picture.of(image);
    int before = pixel(picture, 0, 0)[0];
    image.setRGB(0, 0, 0xffffffff);
    assertThat(pixel(picture, 0, 0)[0]).isEqualTo(before);
  }

  @Test
  void strayBytesBetweenJpegSegmentsAreHarmless() {
    BufferedImage image = smooth(40, 40);
    byte[] jpeg = jpeg(image, false);
    byte[] stray = concat(Arrays.copyOf(jpeg, jpeg.length - 2), new byte[5], END_OF_IMAGE);
    assertSame(read(stray), image, 6);
    assertSame(read(concat(jpeg, new byte[1000])), image, 6);
  }

  private static final byte[] END_OF_IMAGE = {(byte) 0xff, (byte) 0xd9};
}
