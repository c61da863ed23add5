@NullMarked
package io.github.tempera.training.trainee;

import org.jspecify.annotations.NullMarked;
