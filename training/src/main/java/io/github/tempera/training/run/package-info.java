/** A training run: its loop, its checkpoints and what it shows. */
@NullMarked
package io.github.tempera.training.run;

import org.jspecify.annotations.NullMarked;
