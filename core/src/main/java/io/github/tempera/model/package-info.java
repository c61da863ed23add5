/**
 * Models: a network's weights with their card, and the store of bundled, fetched and imported ones.
 * Weights are plain float arrays here; nothing in this package knows a tensor engine.
 */
@NullMarked
package io.github.tempera.model;

import org.jspecify.annotations.NullMarked;
