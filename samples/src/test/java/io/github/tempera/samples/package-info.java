@NullMarked
package io.github.tempera.samples;

import org.jspecify.annotations.NullMarked;
