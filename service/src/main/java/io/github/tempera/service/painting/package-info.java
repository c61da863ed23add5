/** What is painted, from the order to the picture: in the queue, and at once as previews. */
@NullMarked
package io.github.tempera.service.painting;

import org.jspecify.annotations.NullMarked;
