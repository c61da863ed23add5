@NullMarked
package io.github.tempera.bench;

import org.jspecify.annotations.NullMarked;
