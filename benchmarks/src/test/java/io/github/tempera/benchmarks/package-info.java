@NullMarked
package io.github.tempera.benchmarks;

import org.jspecify.annotations.NullMarked;
