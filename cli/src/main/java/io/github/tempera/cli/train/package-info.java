/** {@code tempera train}. */
@NullMarked
package io.github.tempera.cli.train;

import org.jspecify.annotations.NullMarked;
