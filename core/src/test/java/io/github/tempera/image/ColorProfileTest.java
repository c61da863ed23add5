package io.github.tempera.image;

import static io.github.tempera.image.EncodedPictures.encode;
import static io.github.tempera.image.EncodedPictures.withJpegProfile;
import static io.github.tempera.image.EncodedPictures.withPngProfile;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColorProfileTest {
  private static final byte[] LINEAR = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
  private static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
  private static final byte[] LINEAR_GRAY = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

  /** sRGB's transfer function, IEC 61966-2-1. */
  private static int fromLinear(int value) {
    double linear = value / 255.0;
    double encoded =
        linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * encoded);
  }

  private static BufferedImage plain(int red, int green, int blue) {
    BufferedImage image = new BufferedImage(70, 70, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 4900; i++) {
      image.setRGB(i % 70, i / 70, red << 16 | green << 8 | blue);
    }
    return image;
  }

  private static void assertEvery(Picture picture, int tolerance, int... rgb) {
    byte[] actual = picture.rgb();
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i] & 255).isBetween(rgb[i % 3] - tolerance, rgb[i % 3] + tolerance);
    }
  }

  private static Picture read(byte[] encoded) {
    return Picture.read(encoded, "p", 10_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void profileOfJpegIsConvertedOnce(int parts) {
    byte[] jpeg = encode(plain(50, 100, 200), "jpeg");
    assertEvery(read(jpeg), 2, 50, 100, 200);
    Picture picture = read(withJpegProfile(jpeg, LINEAR, parts));
    assertEvery(picture, 4, fromLinear(50), fromLinear(100), fromLinear(200));
  }

  @Test
  void profileOfPngIsConverted() {
    byte[] png = encode(plain(50, 100, 200), "png");
    assertEvery(
        read(withPngProfile(png, LINEAR)), 1, fromLinear(50), fromLinear(100), fromLinear(200));
  }

  @Test
  void profileOfPngWithAlphaIsConvertedBeforeWhiteComesIn() {
    byte[] png = EncodedPictures.png(1, 1, 8, 6, new byte[] {0, 50, 50, 50, 51});
    int expected = Math.round(fromLinear(50) * 0.2f + 255 * 0.8f);
    assertEvery(read(withPngProfile(png, LINEAR)), 1, expected, expected, expected);
  }

  @Test
  void profileOf16BitPngIsConvertedAtFullDepth() {
    // 0x0040 of 65535 is 0 in 8 bits, but 3 in sRGB.
    byte[] png = EncodedPictures.png(1, 1, 16, 2, new byte[] {0, 0, 64, 0, 64, 0, 64});
    assertEvery(read(withPngProfile(png, LINEAR)), 1, 3, 3, 3);
  }

  @Test
  void profileOfPalettePngIsConverted() {
    byte[] palette = EncodedPictures.pngChunk("PLTE", new byte[] {50, 100, 120});
    byte[] png = EncodedPictures.png(1, 1, 8, 3, new byte[] {0, 0}, palette);
    assertEvery(
        read(withPngProfile(png, LINEAR)), 1, fromLinear(50), fromLinear(100), fromLinear(120));
  }

  @Test
  void profileOfGreyPicturesIsConverted() {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    int[] gray = new int[256];
    Arrays.fill(gray, 50);
    image.getRaster().setSamples(0, 0, 16, 16, 0, gray);
    int expected = fromLinear(50);
    assertEvery(
        read(withJpegProfile(encode(image, "jpeg"), LINEAR_GRAY, 1)),
        3,
        expected,
        expected,
        expected);
    assertEvery(
        read(withPngProfile(encode(image, "png"), LINEAR_GRAY)), 1, expected, expected, expected);
  }

  @Test
  void profileOfWebpIsConvertedOnce() {
    int[] pixels = new int[16];
    Arrays.fill(pixels, 0b1010);
    byte[] webp = EncodedPictures.webp(4, 4, 50, 255, pixels);
    byte[] profiled = EncodedPictures.extendedWebp(webp, 4, 4, "ICCP", LINEAR);
    assertEvery(read(profiled), 2, fromLinear(50), 255, fromLinear(50));
  }

  @Test
  void profileOfTiffIsConvertedOnce() {
    ColorSpace linear = new ICC_ColorSpace(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB));
    ComponentColorModel model =
        new ComponentColorModel(linear, false, false, 1, DataBuffer.TYPE_BYTE);
    byte[] data = new byte[3 * 20 * 100];
    Arrays.fill(data, (byte) 50);
    WritableRaster raster = ColorProfile.interleaved(data, 20, 100, 3);
    BufferedImage image = new BufferedImage(model, raster, false, null);
    int expected = fromLinear(50);
    assertEvery(read(encode(image, "tiff")), 1, expected, expected, expected);
    assertEvery(Picture.of(image), 1, expected, expected, expected);
  }

  @Test
  void profileThatIsSrgbChangesNothing() {
    BufferedImage image = EncodedPictures.smooth(60, 50);
    byte[] png = encode(image, "png");
    assertThat(read(withPngProfile(png, SRGB)).rgb()).isEqualTo(read(png).rgb());
    byte[] jpeg = encode(image, "jpeg");
    assertThat(read(withJpegProfile(jpeg, SRGB, 1)).rgb()).isEqualTo(read(jpeg).rgb());
  }

  @Test
  void brokenProfilesCountAsSrgb() {
    BufferedImage image = EncodedPictures.smooth(60, 50);
    byte[] png = encode(image, "png");
    byte[] jpeg = encode(image, "jpeg");
    Random random = new Random(3);
    for (int i = 0; i < 30; i++) {
      byte[] broken = i < 15 ? Arrays.copyOf(LINEAR, 10 + 40 * i) : LINEAR.clone();
      for (int j = 0; j < 20; j++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      assertThat(read(withPngProfile(png, broken)).width()).isEqualTo(60);
      assertThat(read(withJpegProfile(jpeg, broken, 1)).width()).isEqualTo(60);
    }
    byte[] nonsense = new byte[300];
    assertThat(read(withPngProfile(png, nonsense)).rgb()).isEqualTo(read(png).rgb());
    assertThat(read(withJpegProfile(jpeg, nonsense, 1)).rgb()).isEqualTo(read(jpeg).rgb());
  }

  @Test
  void profilesThatDoNotFitThePictureAreIgnored() {
    byte[] png = encode(EncodedPictures.smooth(60, 50), "png");
    assertThat(read(withPngProfile(png, LINEAR_GRAY)).rgb()).isEqualTo(read(png).rgb());
  }
}
