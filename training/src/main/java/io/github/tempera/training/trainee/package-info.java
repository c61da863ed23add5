/** What is trained: networks on a tape. */
@NullMarked
package io.github.tempera.training.trainee;

import org.jspecify.annotations.NullMarked;
