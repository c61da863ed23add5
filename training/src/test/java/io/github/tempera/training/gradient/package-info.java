@NullMarked
package io.github.tempera.training.gradient;

import org.jspecify.annotations.NullMarked;
