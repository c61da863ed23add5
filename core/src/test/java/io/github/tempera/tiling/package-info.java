@NullMarked
package io.github.tempera.tiling;

import org.jspecify.annotations.NullMarked;
