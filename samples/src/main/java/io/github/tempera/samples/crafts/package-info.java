/** What hands make: glass, tiles, cloth and paper, a picture a class. */
@NullMarked
package io.github.tempera.samples.crafts;

import org.jspecify.annotations.NullMarked;
