package io.github.tempera.image;

import static io.github.tempera.image.EncodedPictures.concat;
import static io.github.tempera.image.EncodedPictures.exif;
import static io.github.tempera.image.EncodedPictures.withJpegExif;
import static io.github.tempera.image.EncodedPictures.withJpegSegment;
import static io.github.tempera.image.EncodedPictures.withPngChunk;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  private static final int WIDTH = 48;
  private static final int HEIGHT = 32;

  /** Four quarters: red, green over blue, white. */
  private static BufferedImage quarters() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    int[] colors = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff};
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      image.setRGB(x, y, colors[(x < WIDTH / 2 ? 0 : 1) + (y < HEIGHT / 2 ? 0 : 2)]);
    }
    return image;
  }

  private static String corners(Picture picture) {
    int right = picture.width() - 1;
    int bottom = picture.height() - 1;
    return color(picture, 0, 0)
        + color(picture, right, 0)
        + color(picture, 0, bottom)
        + color(picture, right, bottom);
  }

  private static String color(Picture picture, int x, int y) {
    int i = 3 * (y * picture.width() + x);
    boolean red = (picture.rgb()[i] & 255) > 128;
    boolean green = (picture.rgb()[i + 1] & 255) > 128;
    return red && green ? "w" : red ? "r" : green ? "g" : "b";
  }

  private static void assertUpright(byte[] encoded, int orientation, String corners) {
    Picture picture = Picture.read(encoded, "p", 10_000);
    assertThat(picture.width()).isEqualTo(orientation < 5 ? WIDTH : HEIGHT);
    assertThat(picture.height()).isEqualTo(orientation < 5 ? HEIGHT : WIDTH);
    assertThat(corners(picture)).isEqualTo(corners);
  }

  // EXIF 2.32, section 4.6.4 A: where the stored picture's first row and first column belong.
  // Corners are top left, top right, bottom left, bottom right of the upright picture.
  @ParameterizedTest
  @CsvSource({
    "1,rgbw", // row top, column left
    "2,grwb", // row top, column right
    "3,wbgr", // row bottom, column right
    "4,bwrg", // row bottom, column left
    "5,rbgw", // row left, column top
    "6,brwg", // row right, column top
    "7,wgbr", // row right, column bottom
    "8,gwrb" // row left, column bottom
  })
  void exifOrientationIsApplied(int orientation, String corners) {
    BufferedImage image = quarters();
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] exif = exif(orientation, order);
      byte[] jpeg = EncodedPictures.encode(image, "jpeg");
      assertUpright(withJpegExif(jpeg, exif), orientation, corners);
      byte[] png = EncodedPictures.encode(image, "png");
      assertUpright(withPngChunk(png, "eXIf", exif), orientation, corners);
    }
    assertUpright(orientedTiff(image, orientation), orientation, corners);
    assertUpright(orientedWebp(orientation), orientation, corners);
  }

  private static byte[] orientedTiff(BufferedImage image, int orientation) {
    byte[] tiff = EncodedPictures.encode(image, "tiff");
    ByteBuffer buffer = ByteBuffer.wrap(tiff);
    buffer.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int entry = buffer.getInt(4) + 2;
    while (buffer.getShort(entry) != 0x112) {
      entry += 12;
    }
    return buffer.putShort(entry + 8, (short) orientation).array();
  }

  private static byte[] orientedWebp(int orientation) {
    int[] pixels = new int[WIDTH * HEIGHT];
    int[] colors = {0b1100, 0b1010, 0b1001, 0b1111};
    for (int i = 0; i < pixels.length; i++) {
      int quarter = (i % WIDTH < WIDTH / 2 ? 0 : 1) + (i / WIDTH < HEIGHT / 2 ? 0 : 2);
      pixels[i] = colors[quarter];
    }
    byte[] webp = EncodedPictures.webp(WIDTH, HEIGHT, 0, 255, pixels);
    byte[] exif = exif(orientation, ByteOrder.LITTLE_ENDIAN);
    return EncodedPictures.extendedWebp(webp, WIDTH, HEIGHT, "EXIF", exif);
  }

  @Test
  void alphaTurnsWithTheColours() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 6; i++) {
      image.setRGB(i % 3, i / 3, i << 24);
    }
    byte[] png = EncodedPictures.encode(image, "png");
    byte[] turned = withPngChunk(png, "eXIf", exif(6, ByteOrder.BIG_ENDIAN));
    assertThat(Picture.read(turned, "p", 100).alphaOrNull()).containsExactly(3, 0, 4, 1, 5, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 65535})
  void impossibleOrientationsAreUpright(int orientation) {
    byte[] jpeg = EncodedPictures.encode(quarters(), "jpeg");
    byte[] exif = exif(orientation, ByteOrder.BIG_ENDIAN);
    assertUpright(withJpegExif(jpeg, exif), 1, "rgbw");
  }

  @Test
  void damagedExifIsUpright() {
    byte[] jpeg = EncodedPictures.encode(quarters(), "jpeg");
    byte[] exif = exif(6, ByteOrder.BIG_ENDIAN);
    exif[4] = (byte) 0xff;
    assertUpright(withJpegExif(jpeg, exif), 1, "rgbw");
    assertUpright(withJpegExif(jpeg, Arrays.copyOf(exif, 3)), 1, "rgbw");
  }

  @Test
  void ofTwoExifSegmentsTheFirstCounts() {
    byte[] jpeg = EncodedPictures.encode(quarters(), "jpeg");
    byte[] second = withJpegExif(jpeg, exif(3, ByteOrder.BIG_ENDIAN));
    assertUpright(withJpegExif(second, exif(6, ByteOrder.LITTLE_ENDIAN)), 6, "brwg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<t:Orientation>6</t:Orientation></rdf:Description>",
        "<t:Make>x</t:Make><t:Orientation> 6 </t:Orientation></rdf:Description>"
      })
  void xmpCountsWhereExifSaysNothing(String body) {
    byte[] jpeg = EncodedPictures.encode(quarters(), "jpeg");
    byte[] xmp = withJpegSegment(jpeg, 0xe1, xmp("<rdf:Description>" + body));
    assertUpright(xmp, 6, "brwg");
    assertUpright(withJpegExif(xmp, exif(9, ByteOrder.BIG_ENDIAN)), 6, "brwg");
    assertUpright(withJpegExif(xmp, exif(3, ByteOrder.BIG_ENDIAN)), 3, "wbgr");
    byte[] attribute = xmp("<rdf:Description t:Orientation='6'/>");
    assertUpright(withJpegSegment(jpeg, 0xe1, attribute), 6, "brwg");
  }

  @Test
  void damagedOrHostileXmpIsUpright() {
    byte[] jpeg = EncodedPictures.encode(quarters(), "jpeg");
    for (String description :
        new String[] {
          "<t:Orientation>six</t:Orientation>",
          "<t:Orientation>6",
          "<x:Orientation>6</x:Orientation>"
        }) {
      assertUpright(withJpegSegment(jpeg, 0xe1, xmp(description)), 1, "rgbw");
    }
    String bomb = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>Orientation &a;</x>";
    byte[] packet = (XMP_LABEL + bomb).getBytes(StandardCharsets.US_ASCII);
    assertUpright(withJpegSegment(jpeg, 0xe1, packet), 1, "rgbw");
  }

  @Test
  void metadataBesideOthersIsFoundInAPng() {
    byte[] png = EncodedPictures.encode(quarters(), "png");
    byte[] exif = exif(6, ByteOrder.BIG_ENDIAN);
    byte[] labelled = concat("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif);
    assertUpright(withPngChunk(png, "eXIf", labelled), 6, "brwg");
    byte[] packet = xmp("<rdf:Description t:Orientation='6'/>");
    byte[] app1 = withPngChunk(png, "tEXt", raw("APP1", packet));
    assertUpright(app1, 6, "brwg");
    byte[] other = withPngChunk(png, "tEXt", raw("APP1", xmp("<rdf:Description/>")));
    assertUpright(withPngChunk(other, "tEXt", raw("exif", exif)), 6, "brwg");
    byte[] damagedProfile = {'i', 0, 0, 1, 2, 3};
    assertUpright(withPngChunk(withPngChunk(png, "eXIf", exif), "iCCP", damagedProfile), 6, "brwg");
  }

  private static byte[] raw(String type, byte[] data) {
    String text =
        "Raw profile type %s\0\n%s\n%8d\n%s\n"
            .formatted(type, type, data.length, HexFormat.of().formatHex(data));
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final String XMP_LABEL = "http://ns.adobe.com/xap/1.0/\0";

  private static byte[] xmp(String description) {
    String packet =
        XMP_LABEL
            + "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
            + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
            + " xmlns:t='http://ns.adobe.com/tiff/1.0/'>"
            + description
            + "</rdf:RDF></x:xmpmeta>";
    return packet.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exif", "APP1"})
  void pngTurnedByARawProfileIsTurned(String type) {
    byte[] exif = exif(6, ByteOrder.BIG_ENDIAN);
    String digits = HexFormat.of().formatHex(exif);
    String text =
        "\n%s\n%8d\n%s\n%s\n"
            .formatted(type, exif.length, digits.substring(0, 30), digits.substring(30));
    byte[] keyword = ("Raw profile type " + type + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] plain = text.getBytes(StandardCharsets.US_ASCII);
    byte[] png = EncodedPictures.encode(quarters(), "png");
    assertUpright(withPngChunk(png, "tEXt", concat(keyword, plain)), 6, "brwg");
    byte[] deflated = concat(keyword, new byte[1], EncodedPictures.deflate(plain));
    byte[] raw = withPngChunk(png, "zTXt", deflated);
    assertUpright(raw, 6, "brwg");
    byte[] both = withPngChunk(raw, "eXIf", exif(3, ByteOrder.BIG_ENDIAN));
    assertUpright(both, 3, "wbgr");
  }
}
