package io.github.tempera;

import io.github.tempera.image.Mask;

/**
 * A style and where it holds.
 *
 * @param style what to paint like
 * @param mask how much of it, place by place
 */
public record MaskedStyle(Style style, Mask mask) {}
