/** The command that serves. */
@NullMarked
package io.github.tempera.cli.serve;

import org.jspecify.annotations.NullMarked;
