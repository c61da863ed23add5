/** The slow iterative method, with the same encoder and the same losses as training. */
@NullMarked
package io.github.tempera.training.optimization;

import org.jspecify.annotations.NullMarked;
