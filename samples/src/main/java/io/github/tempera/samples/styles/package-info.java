/** The style pictures, each painted on a flat canvas in the manner of its craft. */
@NullMarked
package io.github.tempera.samples.styles;

import org.jspecify.annotations.NullMarked;
