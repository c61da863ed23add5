package io.github.tempera.service.job;

import io.github.tempera.TemperaException;
import java.util.Optional;

/**
 * A style of an order.
 *
 * @param ref {@code preset:ID} for a style of the catalogue, {@code picture:HASH} for one in the
 *     picture store
 * @param weight share in the blend, finite and not negative; without effect where there are masks
 * @param mask hash of a stored grey picture that says where the style holds; empty for everywhere
 */
public record OrderedStyle(String ref, double weight, Optional<String> mask) {
  private static final String PRESET = "preset:";
  private static final String PICTURE = "picture:";

  /**
   * @throws TemperaException if a value is not as described
   */
  public OrderedStyle {
    if (!(ref.startsWith(PRESET) && ref.length() > PRESET.length())
        && !(ref.startsWith(PICTURE) && Order.isHash(ref.substring(PICTURE.length())))) {
      throw new TemperaException(
          "A style must be preset:ID or picture:HASH, not \"%s\".".formatted(ref));
    }
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new TemperaException(
          "A style's weight must be a number of 0 or more, not " + weight + ".");
    }
    mask.ifPresent(hash -> Order.checkHash("mask", hash));
  }

  /** A preset style, of weight 1, everywhere. */
  public static OrderedStyle preset(String id) {
    return new OrderedStyle(PRESET + id, 1, Optional.empty());
  }

  /** A stored picture as style, of weight 1, everywhere. */
  public static OrderedStyle picture(String hash) {
    return new OrderedStyle(PICTURE + hash, 1, Optional.empty());
  }

  /** This style with another weight. */
  public OrderedStyle withWeight(double newWeight) {
    return new OrderedStyle(ref, newWeight, mask);
  }

  /** This style where a mask is bright. */
  public OrderedStyle withMask(String hash) {
    return new OrderedStyle(ref, weight, Optional.of(hash));
  }

  /** The preset's id, if it is one. */
  public Optional<String> presetId() {
    return ref.startsWith(PRESET) ? Optional.of(ref.substring(PRESET.length())) : Optional.empty();
  }

  /** The stored picture's hash, if it is one. */
  public Optional<String> pictureHash() {
    return ref.startsWith(PICTURE)
        ? Optional.of(ref.substring(PICTURE.length()))
        : Optional.empty();
  }
}
