@NullMarked
package io.github.tempera.internal.process;

import org.jspecify.annotations.NullMarked;
