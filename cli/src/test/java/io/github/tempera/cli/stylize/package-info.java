@NullMarked
package io.github.tempera.cli.stylize;

import org.jspecify.annotations.NullMarked;
