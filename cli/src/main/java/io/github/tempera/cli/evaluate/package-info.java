/** The command evaluate: models scored on the same pairs. */
@NullMarked
package io.github.tempera.cli.evaluate;

import org.jspecify.annotations.NullMarked;
