/** How well models paint: the paper's losses and others, on content-style pairs. */
@NullMarked
package io.github.tempera.training.evaluation;

import org.jspecify.annotations.NullMarked;
