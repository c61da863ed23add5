/** A training run: a folder with its record, losses, pictures and page, kept up to date. */
@NullMarked
package io.github.tempera.training.run;

import org.jspecify.annotations.NullMarked;
