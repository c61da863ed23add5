@NullMarked
package io.github.tempera.training.data;

import org.jspecify.annotations.NullMarked;
