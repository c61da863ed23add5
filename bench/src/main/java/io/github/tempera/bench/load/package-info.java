/** A load test of the service. */
@NullMarked
package io.github.tempera.bench.load;

import org.jspecify.annotations.NullMarked;
