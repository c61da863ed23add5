package io.github.tempera.service.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.github.tempera.StylizeOptions;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Format;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.model.ModelStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be painted: all that the result depends on.
 *
 * @param version of this form, {@link #VERSION}
 * @param model name of the model to paint with
 * @param content hash of the content in the picture store
 * @param styles 1 to {@link #MOST_STYLES}; either every one has a mask or none
 * @param alpha strength, 0 to 1
 * @param preserveColor how much of the content's colour is kept
 * @param size short side in pixels that a larger content is shrunk to, {@link #LEAST_SIZE} to
 *     {@link #GREATEST_SIZE}, or 0 for its own
 * @param stroke how large the strokes are, as in {@link StylizeOptions}
 * @param format of the result
 * @param quality of a JPEG, 1 to 100; other formats ignore it
 * @param orPng whether the result is a PNG where the format would lose transparency or has not so
 *     many pixels a side
 */
@JsonIgnoreProperties(value = "mediaType", ignoreUnknown = true)
public record Order(
    int version,
    String model,
    String content,
    List<OrderedStyle> styles,
    double alpha,
    PreserveColor preserveColor,
    int size,
    double stroke,
    Format format,
    int quality,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean orPng) {
  /** The form of orders that this version writes and reads. */
  public static final int VERSION = 1;

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
    if (version != VERSION) {
      throw new TemperaException(
          "This order is of version %d, but this Tempera knows version %d only."
              .formatted(version, VERSION));
    }
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
    StylizeOptions options = StylizeOptions.DEFAULTS.withAlpha(alpha).withStroke(stroke);
    alpha = options.alpha();
    stroke = options.stroke();
    if (size != 0 && (size < LEAST_SIZE || size > GREATEST_SIZE)) {
      throw new TemperaException(
          "size must be %d to %d pixels, or 0 for the content's own, not %d."
              .formatted(LEAST_SIZE, GREATEST_SIZE, size));
    }
    quality = new WriteOptions(quality).jpegQuality();
  }

  /**
   * An order as it was stored.
   *
   * @param stroke null if that was before there was a choice
   */
  @JsonCreator
  static Order stored(
      @JsonProperty("version") int version,
      @JsonProperty("model") String model,
      @JsonProperty("content") String content,
      @JsonProperty("styles") List<OrderedStyle> styles,
      @JsonProperty("alpha") double alpha,
      @JsonProperty("preserveColor") PreserveColor preserveColor,
      @JsonProperty("size") int size,
      @JsonProperty("stroke") @Nullable Double stroke,
      @JsonProperty("format") Format format,
      @JsonProperty("quality") int quality,
      @JsonProperty("orPng") boolean orPng) {
    double strokes = stroke == null ? StylizeOptions.DEFAULTS.stroke() : stroke;
    return new Order(
        version,
        model,
        content,
        styles,
        alpha,
        preserveColor,
        size,
        strokes,
        format,
        quality,
        orPng);
  }

  /** An order with every default: the bundled model, full style, as large as the content, JPEG. */
  public static Order of(String content, List<OrderedStyle> styles) {
    return new Order(
        VERSION,
        ModelStore.BUNDLED,
        content,
        styles,
        StylizeOptions.DEFAULTS.alpha(),
        PreserveColor.NONE,
        0,
        StylizeOptions.DEFAULTS.stroke(),
        Format.JPEG,
        WriteOptions.DEFAULTS.jpegQuality(),
        false);
  }

  /** An order for one style, with every default. */
  public static Order of(String content, OrderedStyle style) {
    return of(content, List.of(style));
  }

  /** This order for another model. */
  public Order withModel(String newModel) {
    return new Order(
        version,
        newModel,
        content,
        styles,
        alpha,
        preserveColor,
        size,
        stroke,
        format,
        quality,
        orPng);
  }

  /** This order for another content. */
  public Order withContent(String newContent) {
    return new Order(
        version,
        model,
        newContent,
        styles,
        alpha,
        preserveColor,
        size,
        stroke,
        format,
        quality,
        orPng);
  }

  /** This order in other styles. */
  public Order withStyles(List<OrderedStyle> newStyles) {
    return new Order(
        version,
        model,
        content,
        newStyles,
        alpha,
        preserveColor,
        size,
        stroke,
        format,
        quality,
        orPng);
  }

  /** This order with another strength. */
  public Order withAlpha(double newAlpha) {
    return new Order(
        version,
        model,
        content,
        styles,
        newAlpha,
        preserveColor,
        size,
        stroke,
        format,
        quality,
        orPng);
  }

  /** This order with another choice of colours. */
  public Order withPreserveColor(PreserveColor newPreserveColor) {
    return new Order(
        version,
        model,
        content,
        styles,
        alpha,
        newPreserveColor,
        size,
        stroke,
        format,
        quality,
        orPng);
  }

  /** This order at another size. */
  public Order withSize(int newSize) {
    return new Order(
        version,
        model,
        content,
        styles,
        alpha,
        preserveColor,
        newSize,
        stroke,
        format,
        quality,
        orPng);
  }

  /** This order with strokes of another size. */
  public Order withStroke(double newStroke) {
    return new Order(
        version,
        model,
        content,
        styles,
        alpha,
        preserveColor,
        size,
        newStroke,
        format,
        quality,
        orPng);
  }

  /** This order in another format. */
  public Order withFormat(Format newFormat, int newQuality) {
    return new Order(
        version,
        model,
        content,
        styles,
        alpha,
        preserveColor,
        size,
        stroke,
        newFormat,
        newQuality,
        false);
  }

  /** This order as a JPEG or, where that would lose transparency or is too small, as a PNG. */
  public Order withJpegOrPng(int newQuality) {
    return new Order(
        version,
        model,
        content,
        styles,
        alpha,
        preserveColor,
        size,
        stroke,
        Format.JPEG,
        newQuality,
        true);
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
      style.pictureHash().ifPresent(hashes::add);
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
