/** Measures an iteration of training against its plain form. */
@NullMarked
package io.github.tempera.bench.training;

import org.jspecify.annotations.NullMarked;
