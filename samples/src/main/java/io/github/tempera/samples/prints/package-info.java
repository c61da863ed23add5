/** Flat graphic work: posters, comics, grids and signs, a picture a class. */
@NullMarked
package io.github.tempera.samples.prints;

import org.jspecify.annotations.NullMarked;
