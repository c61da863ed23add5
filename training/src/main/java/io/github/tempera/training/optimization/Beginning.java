package io.github.tempera.training.optimization;

/** The picture that an optimization begins with. */
public enum Beginning {
  /** The content itself. */
  CONTENT,
  /** Every pixel a colour drawn by seed. */
  NOISE,
  /** What a network painted in one forward pass. */
  STYLIZED
}
