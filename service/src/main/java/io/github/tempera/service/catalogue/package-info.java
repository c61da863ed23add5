/** The styles that are there to choose from without bringing one. */
@NullMarked
package io.github.tempera.service.catalogue;

import org.jspecify.annotations.NullMarked;
