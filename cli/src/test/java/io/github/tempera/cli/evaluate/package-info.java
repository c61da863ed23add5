@NullMarked
package io.github.tempera.cli.evaluate;

import org.jspecify.annotations.NullMarked;
