package io.github.tempera.training.evaluation;

import io.github.tempera.image.Picture;

/** The content as it is: what every style loss is to be compared with. */
final class Floor implements Candidate {
  static final String NAME = "content";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Picture paint(Picture content, Picture style) {
    return content;
  }
}
