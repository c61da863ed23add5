/**
 * What each network consists of, written down once, in {@link
 * io.github.tempera.internal.description.Networks}. The tensors of its files, its computation, how
 * far it sees, what of it learns and how that begins all come from here.
 */
@NullMarked
package io.github.tempera.internal.description;

import org.jspecify.annotations.NullMarked;
