package io.github.tempera.training.trainee;

/** A normalization after the decoder's convolutions: only to show why there is none. */
public enum Normalization {
  /** The paper's choice, and the only one that can be used. */
  NONE,
  /** Each picture's own mean and standard deviation are taken out again. */
  INSTANCE,
  /** The batch's mean and standard deviation are. */
  BATCH
}
