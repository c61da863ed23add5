package io.github.tempera.training.steadiness;

import io.github.tempera.training.data.Draws;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What is drawn for a pair, by seed and position alone.
 *
 * @param first phase at which the content is painted
 * @param style phase at which the style is encoded
 * @param second another phase, at which the content is painted again
 * @param motion of the content before it is painted again; none for every other pair
 * @param noise seed of the noise on the content that is painted again
 */
record Chance(Phase first, Phase style, Phase second, Optional<Motion> motion, long noise) {
  private static final long STREAM = 4;

  /**
   * Where on the network's grid a window begins.
   *
   * @param left pixels from 0 to below a cell
   * @param top pixels from 0 to below a cell
   */
  record Phase(int left, int top) {}

  /**
   * @param position of the pair in the endless row of all pairs, from 0
   * @param cell side of the network's cell in pixels
   */
  static Chance of(long seed, long position, int cell) {
    SplittableRandom random = Draws.of(seed, STREAM, position);
    int phases = cell * cell;
    int first = random.nextInt(phases);
    int style = random.nextInt(phases);
    int second = (first + 1 + random.nextInt(phases - 1)) % phases;
    Optional<Motion> motion =
        position % 2 == 1 ? Optional.of(Motion.drawn(random)) : Optional.empty();
    return new Chance(
        phase(first, cell), phase(style, cell), phase(second, cell), motion, random.nextLong());
  }

  private static Phase phase(int number, int cell) {
    return new Phase(number % cell, number / cell);
  }
}
