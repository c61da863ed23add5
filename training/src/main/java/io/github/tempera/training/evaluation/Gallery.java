package io.github.tempera.training.evaluation;

import io.github.tempera.image.Picture;
import java.util.List;

/** Where the paintings of an evaluation are shown. */
@FunctionalInterface
public interface Gallery {
  /** Shows nothing. */
  Gallery NONE = pair -> {};

  /** Takes all paintings of a pair, the pairs in the report's order. */
  void hang(Wall pair);

  /**
   * The paintings of one pair.
   *
   * @param contentName the content's path in its folder
   * @param styleName the style's path in its folder
   * @param paintings one of each candidate, in the report's order
   */
  record Wall(
      String contentName,
      String styleName,
      Picture content,
      Picture style,
      List<Painting> paintings) {
    public Wall {
      paintings = List.copyOf(paintings);
    }
  }

  /** What one candidate painted. */
  record Painting(String model, Picture picture, Scores scores) {}
}
