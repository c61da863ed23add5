/**
 * What every picture is made with: canvas, vectors and colours, noise, shading maths. Knows no
 * other package.
 */
@NullMarked
package io.github.tempera.samples.drawing;

import org.jspecify.annotations.NullMarked;
