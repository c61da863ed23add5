/** Measures an iteration of training against its plain form. */
@NullMarked
package io.github.tempera.training.bench;

import org.jspecify.annotations.NullMarked;
