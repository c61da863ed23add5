/**
 * Convolutions of our own for the processor, with the gradients of their inputs and weights:
 * direct, by Winograd, and with an upsampling folded in.
 */
@NullMarked
package io.github.tempera.training.convolution;

import org.jspecify.annotations.NullMarked;
