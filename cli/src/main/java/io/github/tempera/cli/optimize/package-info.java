/** The command optimize. */
@NullMarked
package io.github.tempera.cli.optimize;

import org.jspecify.annotations.NullMarked;
