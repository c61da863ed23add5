@NullMarked
package io.github.tempera.internal.file;

import org.jspecify.annotations.NullMarked;
