/**
 * Paints the pictures that the documentation shows and its examples use, and the strong styles on
 * which models are measured. The list of them is here; below it {@code scenes}, {@code styles},
 * {@code prints}, {@code lines} and {@code crafts} paint one picture a class, {@code render} traces
 * rays for the scenes, and {@code drawing} serves all.
 */
@NullMarked
package io.github.tempera.samples;

import org.jspecify.annotations.NullMarked;
