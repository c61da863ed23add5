/** Files that others may read at any moment. */
@NullMarked
package io.github.tempera.file;

import org.jspecify.annotations.NullMarked;
