@NullMarked
package io.github.tempera.training.show;

import org.jspecify.annotations.NullMarked;
