package io.github.tempera.bench;

import io.github.tempera.image.Picture;
import java.util.Random;

/** Pictures to measure on: how long a network takes does not depend on what is in them. */
final class Pictures {
  private Pictures() {}

  static Picture noise(int size, long seed) {
    byte[] rgb = new byte[3 * size * size];
    new Random(seed).nextBytes(rgb);
    return Picture.of(size, size, rgb);
  }
}
