package io.github.tempera.service.painting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.github.tempera.StylizeOptions;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.model.ModelStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is to be painted: all that the result depends on.
 *
 * @param model name of the model to paint with
 * @param content hash of the content in the picture store
 * @param styles 1 to {@link #MOST_STYLES}; either every one has a mask or none
 * @param options strength, colours and strokes
 * @param size short side in pixels that a larger content is shrunk to, {@link #LEAST_SIZE} to
 *     {@link #GREATEST_SIZE}, or 0 for its own
 * @param format of the result
 * @param quality of a JPEG, 1 to 100; other formats ignore it
 * @param orPng whether the result is a PNG where the format would lose transparency or has not so
 *     many pixels a side
 */
public record Order(
    String model,
    String content,
    List<OrderedStyle> styles,
    StylizeOptions options,
    int size,
    Format format,
    int quality,
    boolean orPng) {
  /** The most styles in one order. */
  public static final int MOST_STYLES = 16;

  /** The smallest size that may be asked for, in pixels. */
  public static final int LEAST_SIZE = 16;

  /** The greatest size that may be asked for, in pixels. */
  public static final int GREATEST_SIZE = 20_000;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  /**
   * @throws TemperaException if a value is not as described
   */
  public Order {
    checkHash("content", content);
    styles = List.copyOf(styles);
    if (styles.isEmpty() || styles.size() > MOST_STYLES) {
      throw new TemperaException(
          "Give 1 to %d styles, not %d.".formatted(MOST_STYLES, styles.size()));
    }
    long masks = styles.stream().filter(style -> style.mask().isPresent()).count();
    if (masks != 0 && masks != styles.size()) {
      throw new TemperaException(
          "Give every style a mask or none: there are %d masks for %d styles."
              .formatted(masks, styles.size()));
    }
    if (masks == 0 && styles.stream().mapToDouble(OrderedStyle::weight).sum() <= 0) {
      throw new TemperaException("At least one style must have a weight above 0.");
    }
    if (size != 0 && (size < LEAST_SIZE || size > GREATEST_SIZE)) {
      throw new TemperaException(
          "size must be %d to %d pixels, or 0 for the content's own, not %d."
              .formatted(LEAST_SIZE, GREATEST_SIZE, size));
    }
    quality = new WriteOptions(quality).jpegQuality();
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Order of(StoredOrder stored) {
    return stored.order();
  }

  @JsonValue
  StoredOrder stored() {
    return StoredOrder.of(this);
  }

  /** An order with every default: the bundled model, full style, as large as the content, JPEG. */
  public static Order of(String content, List<OrderedStyle> styles) {
    int quality = WriteOptions.DEFAULTS.jpegQuality();
    return new Order(
        ModelStore.BUNDLED,
        content,
        styles,
        StylizeOptions.DEFAULTS,
        0,
        Format.JPEG,
        quality,
        false);
  }

  /** An order for one style, with every default. */
  public static Order of(String content, OrderedStyle style) {
    return of(content, List.of(style));
  }

  /** This order for another model. */
  public Order withModel(String newModel) {
    return new Order(newModel, content, styles, options, size, format, quality, orPng);
  }

  /** This order for another content. */
  public Order withContent(String newContent) {
    return new Order(model, newContent, styles, options, size, format, quality, orPng);
  }

  /** This order in other styles. */
  public Order withStyles(List<OrderedStyle> newStyles) {
    return new Order(model, content, newStyles, options, size, format, quality, orPng);
  }

  /** This order with another strength, other colours or other strokes. */
  public Order withOptions(StylizeOptions newOptions) {
    return new Order(model, content, styles, newOptions, size, format, quality, orPng);
  }

  /** This order at another size. */
  public Order withSize(int newSize) {
    return new Order(model, content, styles, options, newSize, format, quality, orPng);
  }

  /** This order in another format. */
  public Order withFormat(Format newFormat, int newQuality) {
    return new Order(model, content, styles, options, size, newFormat, newQuality, false);
  }

  /** This order as a JPEG or, where that would lose transparency or is too small, as a PNG. */
  public Order withJpegOrPng(int newQuality) {
    return new Order(model, content, styles, options, size, Format.JPEG, newQuality, true);
  }

  /**
   * Checks that a painting of a content of that size can be written.
   *
   * @param width of the content in pixels
   * @param height of the content in pixels
   * @throws TemperaException if it would have more pixels a side than the format allows
   */
  public void checkSides(int width, int height) {
    int shorter = Math.min(width, height);
    int longer = Math.max(width, height);
    long painted =
        size == 0 || size >= shorter ? longer : Math.round((double) longer * size / shorter);
    if (!orPng && painted > format.mostPixelsASide()) {
      throw new TemperaException(
          "The painting would have %d pixels along its longer side, more than the %d of a %s: choose png or tiff, or a smaller size."
              .formatted(painted, format.mostPixelsASide(), format));
    }
  }

  /** The result's media type as ordered, such as {@code image/jpeg}. */
  public String mediaType() {
    return switch (format) {
      case JPEG -> "image/jpeg";
      case PNG -> "image/png";
      case TIFF -> "image/tiff";
    };
  }

  /** Hashes of all stored pictures that painting it needs. */
  public Set<String> pictures() {
    List<String> hashes = new ArrayList<>(List.of(content));
    for (OrderedStyle style : styles) {
      if (style.ref() instanceof StyleRef.Stored stored) {
        hashes.add(stored.hash());
      }
      style.mask().ifPresent(hashes::add);
    }
    return new LinkedHashSet<>(hashes);
  }

  /** This order as JSON. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws TemperaException if it is no order of this version
   */
  public static Order fromJson(String json) {
    try {
      return JSON.readValue(json, Order.class);
    } catch (JsonProcessingException e) {
      throw e.getCause() instanceof TemperaException known
          ? known
          : new TemperaException("A stored order cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  static void checkHash(String what, String hash) {
    if (!isHash(hash)) {
      throw new TemperaException(
          "The %s must be the hash of a stored picture, not \"%s\".".formatted(what, hash));
    }
  }
}
