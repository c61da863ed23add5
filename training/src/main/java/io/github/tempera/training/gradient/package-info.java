/** Gradients: a tape over the library's autograd, convolutions of our own, parameters and Adam. */
@NullMarked
package io.github.tempera.training.gradient;

import org.jspecify.annotations.NullMarked;
