/** Which format a picture file has, and what it says about its picture beside the pixels. */
@NullMarked
package io.github.tempera.internal.container;

import org.jspecify.annotations.NullMarked;
