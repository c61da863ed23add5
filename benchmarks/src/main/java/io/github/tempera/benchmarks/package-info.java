/** JMH benchmarks; run them with {@code java -cp 'target/*:target/lib/*' org.openjdk.jmh.Main}. */
@NullMarked
package io.github.tempera.benchmarks;

import org.jspecify.annotations.NullMarked;
