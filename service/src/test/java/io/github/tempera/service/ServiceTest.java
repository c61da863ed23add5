package io.github.tempera.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Look;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.Style;
import io.github.tempera.StylizeOptions;
import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.model.ModelStore;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Limits;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.painting.StyleRef;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it, with the real slim model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ServiceTest {
  private static final Path SAMPLES = Path.of("../docs/samples");
  private static final StylizeOptions NONE = StylizeOptions.DEFAULTS.withAlpha(0);
  private static final Compute COMPUTE = new Compute(Precision.FLOAT32, Device.CPU, 1);
  private static final long ANY_SIZE = Picture.DEFAULT_MAX_PIXELS;

  private final Service service;
  private final Stylizer stylizer = Stylizer.open(ModelStore.standard().load("slim"), COMPUTE);
  private final byte[] content;
  private final Picture contentPicture;

  ServiceTest(@TempDir Path folder) throws IOException {
    service =
        Service.start(
            ServiceOptions.DEFAULTS
                .withDatabase(folder.resolve("tempera.db").toString())
                .withCompute(COMPUTE, 1)
                .withLimits(Limits.DEFAULTS.withPictures(2_000_000, 10_000_000)));
    contentPicture = Picture.read(SAMPLES.resolve("harbour.jpg")).withShortSide(96);
    content = contentPicture.encode(Format.PNG, WriteOptions.DEFAULTS);
  }

  @BeforeAll
  void ready() {
    assertThat(service.ready()).isTrue();
  }

  @AfterAll
  void close() {
    stylizer.close();
    service.close();
    assertThat(service.ready()).isFalse();
    service.close(); // once more does nothing
  }

  private Job ended(Order order) {
    Job job = service.jobs().accept("ann", order, Optional.empty());
    return service.jobs().awaitEnd(job.id(), Duration.ofSeconds(100)).orElseThrow();
  }

  private Picture painted(Order order) {
    Job job = ended(order);
    assertThat(job.error()).isEmpty();
    assertThat(job.done()).isEqualTo(job.total());
    return Picture.read(service.jobs().result(job).orElseThrow(), "result", ANY_SIZE);
  }

  private Style preset(String id) {
    return stylizer.encode(Picture.read(SAMPLES.resolve(id + ".png")));
  }

  private static void same(Picture actual, Picture expected) {
    assertThat(List.of(actual.width(), actual.height()))
        .isEqualTo(List.of(expected.width(), expected.height()));
    assertThat(actual.rgb()).isEqualTo(expected.rgb());
  }

  @Test
  void aPresetIsPaintedAsTheStylizerDoes() {
    Order order =
        Order.of(service.pictures().put(content), OrderedStyle.preset("woodcut"))
            .withFormat(Format.PNG, 92)
            .withOptions(StylizeOptions.DEFAULTS.withAlpha(0.5));
    same(
        painted(order),
        stylizer.stylize(contentPicture, Look.of(preset("woodcut")).withAlpha(0.5), Progress.NONE));
  }

  @Test
  void strengthZeroIsTheContentWhateverElseIsAsked() {
    Order order =
        Order.of(service.pictures().put(content), OrderedStyle.preset("woodcut"))
            .withFormat(Format.PNG, 92)
            .withOptions(NONE);
    same(painted(order), contentPicture);
    same(painted(order.withOptions(NONE.withStroke(2))), contentPicture);
    same(painted(order.withSize(64)), contentPicture.withShortSide(64));
    for (PreserveColor colours : PreserveColor.values()) {
      same(painted(order.withOptions(NONE.withPreserveColor(colours))), contentPicture);
    }
  }

  @Test
  void blendsOfPresetsAndBroughtStylesAtASizeWithTheContentsColours() throws IOException {
    String brought = service.pictures().put(Files.readAllBytes(SAMPLES.resolve("pointillist.png")));
    Order order =
        Order.of(
                service.pictures().put(content),
                List.of(
                    OrderedStyle.preset("woodcut").withWeight(3), OrderedStyle.picture(brought)))
            .withFormat(Format.PNG, 92)
            .withOptions(StylizeOptions.DEFAULTS.withPreserveColor(PreserveColor.LUMINANCE))
            .withSize(64);
    Picture small = contentPicture.withShortSide(64);
    Style blend = Style.blend(List.of(preset("woodcut"), preset("pointillist")), List.of(3.0, 1.0));
    same(
        painted(order),
        PreserveColor.LUMINANCE.restoreColor(stylizer.stylize(small, blend), small));
  }

  @Test
  void masksGiveEachStyleItsPlace() throws IOException {
    byte[] sky = Files.readAllBytes(SAMPLES.resolve("masks/harbour-sky.png"));
    Order order =
        Order.of(
                service.pictures().put(content),
                OrderedStyle.preset("ink-wash").withMask(service.pictures().put(sky)))
            .withFormat(Format.PNG, 92);
    Mask mask = Mask.of(Picture.read(sky, "sky", ANY_SIZE));
    same(
        painted(order),
        stylizer.stylize(
            contentPicture,
            Look.of(List.of(Look.Part.of(preset("ink-wash")).withMask(mask))),
            Progress.NONE));
  }

  @Test
  void coralRecoloursTheStyle() {
    Order order =
        Order.of(service.pictures().put(content), OrderedStyle.preset("woodcut"))
            .withFormat(Format.PNG, 92)
            .withOptions(StylizeOptions.DEFAULTS.withPreserveColor(PreserveColor.CORAL));
    Picture style = Picture.read(SAMPLES.resolve("woodcut.png")).withShortSideAtMost(512);
    Style recoloured = stylizer.encode(PreserveColor.CORAL.recolorStyle(style, contentPicture));
    same(painted(order), stylizer.stylize(contentPicture, recoloured));
  }

  @Test
  void whatIsNoPictureOrTooLargeOrUnknownFailsWithASentence() throws IOException {
    String good = service.pictures().put(content);
    String text =
        service.pictures().put("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    String bomb = service.pictures().put(pngOf(60_000, 60_000));
    OrderedStyle woodcut = OrderedStyle.preset("woodcut");
    assertThat(ended(Order.of(text, woodcut)).error())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("The content picture is not a picture"));
    assertThat(ended(Order.of(bomb, woodcut)).error())
        .hasValueSatisfying(
            why -> assertThat(why).contains("60000 x 60000 pixels, more than the limit"));
    assertThat(ended(Order.of(good, OrderedStyle.picture(bomb))).error())
        .hasValueSatisfying(why -> assertThat(why).startsWith("The style picture has 60000"));
    assertThat(ended(Order.of(good, OrderedStyle.preset("no-such"))).error())
        .contains("There is no preset style \"no-such\" (any more): choose another.");
    assertThat(ended(Order.of(good, woodcut).withModel("no-such")).error())
        .hasValueSatisfying(why -> assertThat(why).startsWith("There is no model \"no-such\""));
  }

  /** The beginning of a PNG that says it is of that size. */
  private static byte[] pngOf(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0x89504E470D0A1A0AL);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeBytes("IHDR");
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(header.toByteArray());
    out.writeInt(13);
    out.write(header.toByteArray());
    out.writeInt((int) crc.getValue());
    return bytes.toByteArray();
  }

  @Test
  void aStyleIsEncodedOnceAndShared() throws IOException {
    byte[] picture = Files.readAllBytes(SAMPLES.resolve("watercolour.png"));
    String hash = service.pictures().put(picture);
    Style first = service.painter().style("slim", new StyleRef.Preset("watercolour"));
    assertThat(service.painter().style("slim", new StyleRef.Stored(hash))).isSameAs(first);
    StyleRef gone = new StyleRef.Stored("0".repeat(64));
    assertThatThrownBy(() -> service.painter().style("slim", gone))
        .isInstanceOf(TemperaException.class)
        .hasMessage("The style picture is not here any more: send it again.");
  }

  @Test
  void theResultCarriesNoMetadata() throws IOException {
    byte[] jpeg = Files.readAllBytes(SAMPLES.resolve("portrait.jpg"));
    byte[] told = new byte[jpeg.length + 16];
    System.arraycopy(jpeg, 0, told, 0, 2);
    byte[] comment = {
      (byte) 0xff, (byte) 0xfe, 0, 14, 'A', 'n', 'n', '\'', 's', ' ', 'h', 'o', 'u', 's', 'e', '!'
    };
    System.arraycopy(comment, 0, told, 2, 16);
    System.arraycopy(jpeg, 2, told, 18, jpeg.length - 2);
    Job job =
        ended(Order.of(service.pictures().put(told), OrderedStyle.preset("woodcut")).withSize(32));
    assertThat(job.mediaType()).isEqualTo("image/jpeg");
    assertThat(new String(service.jobs().result(job).orElseThrow(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Ann's house");
  }

  @Test
  void aModelThatIsNotThereStopsTheStart(@TempDir Path folder) {
    ServiceOptions options =
        ServiceOptions.DEFAULTS
            .withDatabase(folder.resolve("t.db").toString())
            .withModels(ModelStore.at(folder), "no-such");
    assertThatThrownBy(() -> Service.start(options))
        .isInstanceOf(TemperaException.class)
        .hasMessageStartingWith("There is no model \"no-such\"");
  }
}
