/** The content photographs, rendered, and what stands in them: boats, houses, trees, people. */
@NullMarked
package io.github.tempera.samples.scenes;

import org.jspecify.annotations.NullMarked;
