@NullMarked
package io.github.tempera.cli.common;

import org.jspecify.annotations.NullMarked;
