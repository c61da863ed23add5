@NullMarked
package io.github.tempera.training.loss;

import org.jspecify.annotations.NullMarked;
