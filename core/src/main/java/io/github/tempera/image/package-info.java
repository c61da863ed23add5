/** Pictures in and out: upright sRGB pixels, files, colour preservation and masks. */
@NullMarked
package io.github.tempera.image;

import org.jspecify.annotations.NullMarked;
