/** Files that others may read at any moment. */
@NullMarked
package io.github.tempera.internal.file;

import org.jspecify.annotations.NullMarked;
