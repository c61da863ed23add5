/** Gradients: a tape over the library's autograd, parameters, Adam and Muon. */
@NullMarked
package io.github.tempera.training.gradient;

import org.jspecify.annotations.NullMarked;
