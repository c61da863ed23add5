/** Javas of their own, for what is measured or must not share this one's memory. */
@NullMarked
package io.github.tempera.internal.process;

import org.jspecify.annotations.NullMarked;
