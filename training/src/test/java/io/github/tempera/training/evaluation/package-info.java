/** Tests of the evaluation. */
@NullMarked
package io.github.tempera.training.evaluation;

import org.jspecify.annotations.NullMarked;
