/** A load test of the service. */
@NullMarked
package io.github.tempera.benchmarks.load;

import org.jspecify.annotations.NullMarked;
