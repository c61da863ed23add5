package io.github.tempera.bench;

/** The parts of a stylization that are timed. */
public enum Stage {
  /** f of the content and its statistics. */
  CONTENT_ENCODE,
  /** The style's statistics. */
  STYLE_ENCODE,
  /** AdaIN and g. */
  DECODE,
  /** From two pictures to the painted one. */
  WHOLE,
  /** The same with the style encoded before. */
  WITH_ENCODED_STYLE;

  /** What this stage costs, given what the encoder and the decoder cost. */
  double operations(double encoder, double decoder) {
    return switch (this) {
      case CONTENT_ENCODE, STYLE_ENCODE -> encoder;
      case DECODE -> decoder;
      case WHOLE -> 2 * encoder + decoder;
      case WITH_ENCODED_STYLE -> encoder + decoder;
    };
  }
}
