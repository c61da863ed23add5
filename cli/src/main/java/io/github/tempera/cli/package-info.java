/** The command line: every command parses, calls the library and prints. */
@NullMarked
package io.github.tempera.cli;

import org.jspecify.annotations.NullMarked;
