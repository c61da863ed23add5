package io.github.tempera.training.steadiness;

import io.github.tempera.training.gradient.Tape.Node;
import java.util.Optional;

/**
 * Pairs, painted.
 *
 * @param crops what the losses see [N, 3, h, w]
 * @param consistency mean squared difference from a second painting, values in [0, 1]; none if
 *     there is no second
 */
public record Painted(Node crops, Optional<Node> consistency) {}
