@NullMarked
package io.github.tempera.internal.tiling;

import org.jspecify.annotations.NullMarked;
