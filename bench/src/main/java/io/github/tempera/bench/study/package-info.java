/** Studies whose figures docs/ shows: quality against time, what normalization in g does. */
@NullMarked
package io.github.tempera.bench.study;

import org.jspecify.annotations.NullMarked;
