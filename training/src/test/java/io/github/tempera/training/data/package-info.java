/** Tests of what is trained on. */
@NullMarked
package io.github.tempera.training.data;

import org.jspecify.annotations.NullMarked;
