@NullMarked
package io.github.tempera.training.run;

import org.jspecify.annotations.NullMarked;
