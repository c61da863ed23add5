package io.github.tempera;

/** Where the network computes. */
public enum Device {
  /** A CUDA device where the natives for it are installed and one is found, else the processor. */
  AUTO,
  /** The processor. */
  CPU,
  /** The first CUDA device; needs the CUDA natives (see the guide). */
  CUDA
}
