package io.github.tempera.service.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.StylizeOptions;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.image.WriteOptions;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What may be ordered, and how it is written down. */
class OrderTest {
  private static final String CONTENT = "0123456789abcdef".repeat(4);
  private static final String MASK = "fedcba9876543210".repeat(4);
  private static final Order ORDER = Order.of(CONTENT, OrderedStyle.preset("woodcut"));

  @Test
  void defaultsAreThoseOfStylizing() {
    assertThat(ORDER.options()).isEqualTo(StylizeOptions.DEFAULTS);
    assertThat(ORDER.quality()).isEqualTo(WriteOptions.DEFAULTS.jpegQuality());
    assertThat(ORDER.model()).isEqualTo("slim");
    assertThat(ORDER.mediaType()).isEqualTo("image/jpeg");
  }

  @Test
  void jsonKeepsEverything() {
    Order order =
        ORDER
            .withModel("vgg19")
            .withStyles(
                List.of(
                    OrderedStyle.preset("ink-wash").withWeight(0.25).withMask(MASK),
                    OrderedStyle.picture(MASK).withMask(CONTENT)))
            .withOptions(new StylizeOptions(0.7, PreserveColor.CORAL, 2.5))
            .withSize(512)
            .withFormat(Format.PNG, 80);
    assertThat(Order.fromJson(order.toJson())).isEqualTo(order);
    assertThat(order.pictures()).containsExactlyInAnyOrder(CONTENT, MASK);
  }

  @Test
  void theSidesOfAJpegAreChecked() {
    ORDER.checkSides(65_500, 10);
    refused(() -> ORDER.checkSides(65_501, 10), "65501 pixels along its longer side");
    refused(() -> ORDER.checkSides(20, 70_000), "choose png or tiff, or a smaller size");
    ORDER.withSize(18).checkSides(20, 70_000);
    refused(() -> ORDER.withSize(20).checkSides(20, 70_000), "70000");
    ORDER.withFormat(Format.PNG, 90).checkSides(70_000, 10);
    ORDER.withFormat(Format.TIFF, 90).checkSides(70_000, 10);
    ORDER.withJpegOrPng(90).checkSides(70_000, 10);
    assertThat(Order.fromJson(ORDER.withJpegOrPng(90).toJson()))
        .isEqualTo(ORDER.withJpegOrPng(90))
        .isNotEqualTo(ORDER.withFormat(Format.JPEG, 90));
  }

  /** What an older process stored must be read by a newer one, and the other way round. */
  @Test
  void theFormOfVersionOneIsKept() {
    String stored =
        """
        {"version":1,"model":"slim","content":"%s","styles":[{"ref":"preset:woodcut","weight":1.0,
        "mask":null}],"alpha":1.0,"preserveColor":"NONE","size":0,"format":"JPEG","quality":92,
        "somethingNewer":true}
        """
            .formatted(CONTENT);
    assertThat(Order.fromJson(stored)).isEqualTo(ORDER);
    assertThat(ORDER.toJson().replace("\"stroke\":1.0,", ""))
        .isEqualTo(stored.replace("\n", "").replace(",\"somethingNewer\":true", ""));
  }

  @Test
  void aStyleRefIsReadAsItWasWritten() {
    for (StyleRef ref :
        List.of(
            new StyleRef.Preset("woodcut"),
            new StyleRef.Preset("preset:picture: é"),
            new StyleRef.Stored(MASK))) {
      assertThat(StyleRef.parse(ref.written())).isEqualTo(ref);
      Order order = ORDER.withStyles(List.of(new OrderedStyle(ref, 1, Optional.empty())));
      assertThat(Order.fromJson(order.toJson()).styles().get(0).ref()).isEqualTo(ref);
    }
    assertThat(StyleRef.parse("preset:woodcut")).isEqualTo(new StyleRef.Preset("woodcut"));
    assertThat(StyleRef.parse("picture:" + MASK)).isEqualTo(new StyleRef.Stored(MASK));
    for (String bad : List.of("", "woodcut", "preset:", "picture:", "picture:" + MASK + "0")) {
      refused(() -> StyleRef.parse(bad), "must be preset:ID or picture:HASH, not \"" + bad);
    }
  }

  @Test
  void badOrdersAreRefusedInASentence() {
    refused(
        () -> ORDER.withContent("x"), "content must be the hash of a stored picture, not \"x\"");
    refused(() -> ORDER.withStyles(List.of()), "Give 1 to 16 styles, not 0.");
    refused(
        () -> ORDER.withStyles(java.util.Collections.nCopies(17, OrderedStyle.preset("a"))),
        "Give 1 to 16 styles, not 17.");
    refused(
        () -> Order.fromJson(ORDER.toJson().replace("\"alpha\":1.0", "\"alpha\":1.5")),
        "alpha must be between 0 and 1, not 1.5.");
    refused(
        () -> Order.fromJson(ORDER.toJson().replace("\"stroke\":1.0", "\"stroke\":65")),
        "stroke must be between 0.25 and 64, not 65.0.");
    refused(() -> ORDER.withSize(3), "size must be 16 to 20000 pixels");
    refused(() -> ORDER.withFormat(Format.JPEG, 0), "quality must be between 1 and 100");
    refused(
        () -> OrderedStyle.preset("a").withWeight(-1),
        "weight must be a number of 0 or more, not -1");
    refused(
        () -> ORDER.withStyles(List.of(OrderedStyle.preset("a").withWeight(0))),
        "At least one style must have a weight above 0.");
    refused(
        () ->
            ORDER.withStyles(
                List.of(OrderedStyle.preset("a").withMask(MASK), OrderedStyle.preset("b"))),
        "there are 1 masks for 2 styles");
    refused(
        () -> StyleRef.parse("file:/etc/passwd"),
        "A style must be preset:ID or picture:HASH, not \"file:/etc/passwd\".");
    refused(
        () -> Order.fromJson(ORDER.toJson().replace("\"version\":1", "\"version\":2")),
        "of version 2");
    refused(() -> Order.fromJson("{}"), "order");
  }

  private static void refused(ThrowingCallable making, String sentence) {
    assertThatThrownBy(making).isInstanceOf(TemperaException.class).hasMessageContaining(sentence);
  }
}
