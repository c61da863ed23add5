/** Paints the pictures that the documentation shows and its examples use. */
@NullMarked
package io.github.tempera.samples;

import org.jspecify.annotations.NullMarked;
