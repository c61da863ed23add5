/**
 * Pictures of any size in the memory of a tile, with the result of the whole.
 *
 * <p>A first pass over the tiles measures the statistics of the whole picture; a second one, given
 * these, paints. Each tile is computed with a halo as wide as the network sees.
 */
@NullMarked
package io.github.tempera.internal.tiling;

import org.jspecify.annotations.NullMarked;
