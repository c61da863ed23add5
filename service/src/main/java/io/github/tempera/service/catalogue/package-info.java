/**
 * The styles that are there to choose from without bringing one: each is a preset style, the
 * project's own or of the operator's folder.
 */
@NullMarked
package io.github.tempera.service.catalogue;

import org.jspecify.annotations.NullMarked;
