package io.github.tempera.service.painting;

import io.github.tempera.TemperaException;
import java.util.Optional;

/**
 * A style of an order.
 *
 * @param ref where its picture lies
 * @param weight share in the blend, finite and not negative; without effect where there are masks
 * @param mask hash of a stored grey picture that says where the style holds; empty for everywhere
 */
public record OrderedStyle(StyleRef ref, double weight, Optional<String> mask) {
  /**
   * @throws TemperaException if a value is not as described
   */
  public OrderedStyle {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new TemperaException(
          "A style's weight must be a number of 0 or more, not " + weight + ".");
    }
    mask.ifPresent(hash -> Order.checkHash("mask", hash));
  }

  /** A preset style, of weight 1, everywhere. */
  public static OrderedStyle preset(String id) {
    return of(new StyleRef.Preset(id));
  }

  /** A stored picture as style, of weight 1, everywhere. */
  public static OrderedStyle picture(String hash) {
    return of(new StyleRef.Stored(hash));
  }

  private static OrderedStyle of(StyleRef ref) {
    return new OrderedStyle(ref, 1, Optional.empty());
  }

  /** This style with another weight. */
  public OrderedStyle withWeight(double newWeight) {
    return new OrderedStyle(ref, newWeight, mask);
  }

  /** This style where a mask is bright. */
  public OrderedStyle withMask(String hash) {
    return new OrderedStyle(ref, weight, Optional.of(hash));
  }
}
