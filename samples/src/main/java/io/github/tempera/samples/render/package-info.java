/**
 * A small ray tracer and its darkroom: meshes of materials go in, photographs come out. Knows
 * nothing of what stands in a scene.
 */
@NullMarked
package io.github.tempera.samples.render;

import org.jspecify.annotations.NullMarked;
