@NullMarked
package io.github.tempera.cli;

import org.jspecify.annotations.NullMarked;
