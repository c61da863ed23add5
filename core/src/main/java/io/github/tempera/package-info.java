/** Arbitrary neural style transfer: one forward pass of a network trained once. */
@NullMarked
package io.github.tempera;

import org.jspecify.annotations.NullMarked;
