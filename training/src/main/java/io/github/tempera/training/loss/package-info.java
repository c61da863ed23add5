/** The losses, in the space of the frozen encoder. */
@NullMarked
package io.github.tempera.training.loss;

import org.jspecify.annotations.NullMarked;
