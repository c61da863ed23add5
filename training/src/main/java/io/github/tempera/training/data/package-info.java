/** Pictures for training: folders, crops, batches and the frozen features of them. */
@NullMarked
package io.github.tempera.training.data;

import org.jspecify.annotations.NullMarked;
