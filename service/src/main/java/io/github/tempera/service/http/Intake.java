package io.github.tempera.service.http;

import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PictureHeader;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.service.Service;
import io.github.tempera.service.job.Limits;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.StyleRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes in pictures: refuses at the door what could not or should not be painted, and stores. */
final class Intake {
  private final Service service;
  private final int mostStyles;

  Intake(Service service, HttpLimits limits) {
    this.service = service;
    this.mostStyles = limits.styles();
  }

  /**
   * Checks a picture by its first bytes and the size it declares, before any of it is unpacked.
   *
   * @param name what sentences call it; its file name is not asked
   */
  byte[] check(byte[] encoded, String name) {
    Limits limits = service.options().limits();
    if (encoded.length > limits.maxBytes()) {
      throw Problem.of(
          413,
          "too-large",
          "%s has %d bytes, more than the %d allowed: make it smaller."
              .formatted(name, encoded.length, limits.maxBytes()));
    }
    try {
      PictureHeader.checkFormat(encoded, name);
    } catch (TemperaException e) {
      throw Problem.of(415, "no-picture", String.valueOf(e.getMessage()));
    }
    // A head that is damaged is found when it is painted.
    long pixels = PictureHeader.of(encoded).map(PictureHeader::pixels).orElse(0L);
    if (pixels > limits.maxPixels()) {
      throw Problem.badValue(
          "%s has %d pixels, more than the limit of %d: make it smaller first."
              .formatted(name, pixels, limits.maxPixels()));
    }
    return encoded;
  }

  /**
   * Checks by the size that a content declares that its painting can be written.
   *
   * @throws TemperaException if it would have more pixels a side than the order's format allows
   */
  void checkSides(Order order, byte[] content) {
    PictureHeader.of(content).ifPresent(head -> order.checkSides(head.width(), head.height()));
  }

  /**
   * The styles of a form, as orders refer to them.
   *
   * @param store keeps a picture, and gives its hash
   */
  List<StyleRef> styles(Form form, Function<byte[], String> store) {
    List<Form.Field> given = form.all("style");
    if (given.isEmpty() || given.size() > mostStyles) {
      throw Problem.badValue(
          "Give 1 to %d styles, each as a file 'style' or as a preset's id.".formatted(mostStyles));
    }
    // All are looked at before one is stored.
    for (int i = 0; i < given.size(); i++) {
      Form.Field style = given.get(i);
      if (style.file()) {
        check(style.bytes(), "Style " + (i + 1));
      } else if (service.catalogue().preset(Form.checkShort("style", style).text()).isEmpty()) {
        throw Problem.badValue(
            "Style %d is no preset: GET /api/v1/styles lists them.".formatted(i + 1));
      }
    }
    List<StyleRef> refs = new ArrayList<>();
    for (Form.Field style : given) {
      refs.add(
          style.file()
              ? new StyleRef.Stored(store.apply(style.bytes()))
              : new StyleRef.Preset(style.text()));
    }
    return refs;
  }

  /** The weights of a form, one a style: 1 where none are given. */
  List<Double> weights(Form form, int styles) {
    List<Double> weights =
        form.texts("weight").stream().map(text -> Values.number("weight", text)).toList();
    if (weights.isEmpty()) {
      return Collections.nCopies(styles, 1.0);
    }
    if (weights.size() != styles) {
      throw Problem.badValue(
          "Give one weight for each style: there are %d styles and %d weights."
              .formatted(styles, weights.size()));
    }
    return weights;
  }

  /**
   * The masks of a form, one a style: all or none of them are there.
   *
   * @param store keeps a picture, and gives its hash
   */
  List<Optional<String>> masks(Form form, int styles, Function<byte[], String> store) {
    List<Form.Field> given = form.all("mask");
    if (given.size() > styles) {
      throw Problem.badValue(
          "Give at most one mask for each style: there are %d styles and %d masks."
              .formatted(styles, given.size()));
    }
    if (given.stream().allMatch(mask -> mask.bytes().length == 0)) {
      return Collections.nCopies(styles, Optional.empty());
    }
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).bytes().length > 0) {
        check(given.get(i).bytes(), "Mask " + (i + 1));
      }
    }
    List<Optional<String>> masks = new ArrayList<>();
    for (int i = 0; i < styles; i++) {
      byte[] mask = i < given.size() ? given.get(i).bytes() : new byte[0];
      masks.add(Optional.of(store.apply(mask.length > 0 ? mask : everywhere())));
    }
    return masks;
  }

  /** A white mask of one pixel, which is stretched over all. */
  private static byte[] everywhere() {
    byte[] white = {-1, -1, -1};
    return Picture.of(1, 1, white).encode(Format.PNG, WriteOptions.DEFAULTS);
  }

  /** The model of that name, or the usual one; it is opened, to be sure that it is there. */
  String model(Optional<String> name) {
    String model = name.orElse(service.options().model());
    service.painter().stylizer(model);
    return model;
  }
}
