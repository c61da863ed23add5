/**
 * The networks: encoder f, AdaIN, decoder g, on native tensors.
 *
 * <p>Tensors appear in signatures here and nowhere else. Every tensor belongs to the {@link
 * org.bytedeco.javacpp.PointerScope} it was made in, or to the {@link
 * io.github.tempera.internal.network.Scopes.Owner} that keeps it.
 */
@NullMarked
package io.github.tempera.internal.network;

import org.jspecify.annotations.NullMarked;
