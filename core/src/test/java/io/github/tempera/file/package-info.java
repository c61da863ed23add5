@NullMarked
package io.github.tempera.file;

import org.jspecify.annotations.NullMarked;
