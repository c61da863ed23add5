@NullMarked
package io.github.tempera.internal.format;

import org.jspecify.annotations.NullMarked;
