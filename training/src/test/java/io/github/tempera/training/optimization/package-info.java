/** Tests of the iterative method. */
@NullMarked
package io.github.tempera.training.optimization;

import org.jspecify.annotations.NullMarked;
