/** Measures the stages of a stylization on this machine, against the plain form of the method. */
@NullMarked
package io.github.tempera.bench;

import org.jspecify.annotations.NullMarked;
