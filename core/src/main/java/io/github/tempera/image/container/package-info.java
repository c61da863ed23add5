/** Which format a picture file has, and what it says about its picture beside the pixels. */
@NullMarked
package io.github.tempera.image.container;

import org.jspecify.annotations.NullMarked;
