@NullMarked
package io.github.tempera;

import org.jspecify.annotations.NullMarked;
