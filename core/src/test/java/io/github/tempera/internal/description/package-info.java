@NullMarked
package io.github.tempera.internal.description;

import org.jspecify.annotations.NullMarked;
