package io.github.tempera;

import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a content is painted like: styles, blended by weights or each where its mask is, and {@link
 * StylizeOptions how}. Immutable.
 *
 * <pre>{@code
 * Look.of(woodcut).withAlpha(0.8)
 * Look.of(List.of(Look.Part.of(waves).withWeight(2), Look.Part.of(woodcut)))
 * Look.of(List.of(Look.Part.of(waves).withMask(sky), Look.Part.of(woodcut).withMask(sea)))
 * Look.of(Picture.read(watercolour)).withPreserveColor(PreserveColor.CORAL)
 * }</pre>
 */
public final class Look {
  private final List<Part> parts;
  private final StylizeOptions options;

  private Look(List<Part> parts, StylizeOptions options) {
    this.parts = parts;
    this.options = options;
  }

  /** One style of a look: of weight 1 and everywhere where nothing else is said. Immutable. */
  public static final class Part {
    private final Source source;
    private final double weight;
    private final @Nullable Mask mask;

    private Part(Source source, double weight, @Nullable Mask mask) {
      this.source = source;
      this.weight = weight;
      this.mask = mask;
    }

    /** A style that is encoded. {@link PreserveColor#CORAL} needs its picture instead. */
    public static Part of(Style style) {
      return new Part(
          (stylizer, color, content) -> {
            if (color == PreserveColor.CORAL) {
              throw new TemperaException(
                  "To keep colours by CORAL the style's picture is recoloured before it is encoded: give the picture, not the encoded style.");
            }
            return style;
          },
          1,
          null);
    }

    /**
     * A style picture, which is encoded for each painting, recoloured first where the look says so.
     * A short side over {@link Style#DEFAULT_SIZE} is shrunk to that.
     */
    public static Part of(Picture style) {
      return ofOwnSize(style.withShortSideAtMost(Style.DEFAULT_SIZE));
    }

    /** A style picture at the size it has: the larger it is, the larger the strokes. */
    public static Part ofOwnSize(Picture style) {
      return new Part(
          (stylizer, color, content) ->
              stylizer.encode(color.recolorStyle(style, content), Progress.NONE),
          1,
          null);
    }

    /**
     * This style with another share in the blend, which counts where there are no masks.
     *
     * @param newWeight finite, not negative; a look's weights are normalized to sum 1
     */
    public Part withWeight(double newWeight) {
      return new Part(source, newWeight, mask);
    }

    /** This style where a mask is, as strongly as the mask is bright. */
    public Part withMask(Mask newMask) {
      return new Part(source, weight, newMask);
    }

    Style encoded(Stylizer stylizer, PreserveColor color, Picture content) {
      return source.encoded(stylizer, color, content);
    }
  }

  /** Where a style comes from. */
  @FunctionalInterface
  private interface Source {
    Style encoded(Stylizer stylizer, PreserveColor color, Picture content);
  }

  /** One style in full. */
  public static Look of(Style style) {
    return of(List.of(Part.of(style)));
  }

  /** One style in full, by its picture; see {@link Part#of(Picture)}. */
  public static Look of(Picture style) {
    return of(List.of(Part.of(style)));
  }

  /**
   * Several styles, blended, or divided by masks. Blended styles act everywhere, in the share of
   * their weights, as {@link Style#blend} has it. Under masks each acts where its own is. Where
   * masks add up to more than 1 they are divided by their sum; where they add up to less, the rest
   * stays content, to the pixel where all are zero. The content's statistics for a style are
   * weighted by its mask (Huang &amp; Belongie 2017, section 7.2 "Spatial control").
   *
   * @param parts one or more, of which all have masks or none
   * @throws TemperaException if there are none, only some have masks, a mask is zero everywhere, or
   *     the weights are negative or without a positive sum
   */
  public static Look of(List<Part> parts) {
    if (parts.isEmpty()) {
      throw new TemperaException("Give at least one style.");
    }
    Look look = new Look(List.copyOf(parts), StylizeOptions.DEFAULTS);
    List<Mask> masks = look.masks();
    if (masks.isEmpty()) {
      Style.checkWeights(look.weights());
    } else if (masks.size() < parts.size()) {
      throw new TemperaException(
          "Give every style a mask or none: there are %d masks for %d styles."
              .formatted(masks.size(), parts.size()));
    }
    for (int i = 0; i < masks.size(); i++) {
      if (masks.get(i).isZero()) {
        throw new TemperaException(
            "Mask %d is black everywhere: its style would be nowhere. White is 255, in 16 bits 65,535. Leave both out."
                .formatted(i + 1));
      }
    }
    return look;
  }

  /** How it is painted. */
  public StylizeOptions options() {
    return options;
  }

  /** The same styles, painted otherwise. */
  public Look withOptions(StylizeOptions newOptions) {
    return new Look(parts, newOptions);
  }

  /**
   * This look with another strength.
   *
   * @param alpha 0 to 1, as in {@link StylizeOptions}
   */
  public Look withAlpha(double alpha) {
    return withOptions(options.withAlpha(alpha));
  }

  /** This look with another choice of colours. */
  public Look withPreserveColor(PreserveColor preserveColor) {
    return withOptions(options.withPreserveColor(preserveColor));
  }

  /**
   * This look with strokes of another size.
   *
   * @param stroke as in {@link StylizeOptions}
   */
  public Look withStroke(double stroke) {
    return withOptions(options.withStroke(stroke));
  }

  private List<Double> weights() {
    return parts.stream().map(part -> part.weight).toList();
  }

  private List<Mask> masks() {
    List<Mask> masks = new ArrayList<>();
    for (Part part : parts) {
      if (part.mask != null) {
        masks.add(part.mask);
      }
    }
    return masks;
  }

  /**
   * What the network is given of a look: one style, or some under masks.
   *
   * @param masks one a style, or none
   */
  record Encoded(List<Style> styles, List<Mask> masks) {}

  /** This look for a content, its pictures encoded. */
  Encoded encoded(Stylizer stylizer, Picture content) {
    List<Style> styles =
        parts.stream()
            .map(part -> part.encoded(stylizer, options.preserveColor(), content))
            .toList();
    List<Mask> masks = masks();
    if (masks.isEmpty()) {
      return new Encoded(List.of(Style.blend(styles, weights())), masks);
    }
    if (masks.stream().allMatch(Mask::isConstantOne)) {
      Style even = Style.blend(styles, Collections.nCopies(styles.size(), 1.0));
      return new Encoded(List.of(even), List.of());
    }
    return new Encoded(styles, masks);
  }
}
