/** Pictures drawn in lines: pencil, pen, graver, chalk, a picture a class. */
@NullMarked
package io.github.tempera.samples.lines;

import org.jspecify.annotations.NullMarked;
