/** Pictures for training: folders, crops, batches; nothing here knows a tensor. */
@NullMarked
package io.github.tempera.training.data;

import org.jspecify.annotations.NullMarked;
