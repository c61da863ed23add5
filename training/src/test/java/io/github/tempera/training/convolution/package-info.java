@NullMarked
package io.github.tempera.training.convolution;

import org.jspecify.annotations.NullMarked;
