@NullMarked
package io.github.tempera.training.trainer;

import org.jspecify.annotations.NullMarked;
