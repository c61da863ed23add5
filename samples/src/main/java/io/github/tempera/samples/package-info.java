/**
 * Paints the pictures that the documentation shows and its examples use. The list of them is here;
 * below it {@code scenes} and {@code styles} paint one picture a class, {@code render} traces rays
 * for the scenes, and {@code drawing} serves all.
 */
@NullMarked
package io.github.tempera.samples;

import org.jspecify.annotations.NullMarked;
