package io.github.tempera.samples;

import java.awt.image.BufferedImage;

/** Paints one sample picture; every call gives the same pixels. */
@FunctionalInterface
interface Sample {
  BufferedImage paint();
}
