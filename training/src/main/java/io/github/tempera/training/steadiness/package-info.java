/** Painting at random phases, and twice: what keeps a network from leaving its own grid behind. */
@NullMarked
package io.github.tempera.training.steadiness;

import org.jspecify.annotations.NullMarked;
