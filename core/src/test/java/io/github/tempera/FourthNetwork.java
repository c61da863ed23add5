package io.github.tempera;

import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Half;
import io.github.tempera.internal.description.Layer;
import java.util.List;

/** A network that nobody but the tests knows: what is said here is all there is of it. */
public final class FourthNetwork {
  private static final List<Layer> ENCODER =
      Half.encoder()
          .centre()
          .convolution("first", 6)
          .observed()
          .pool()
          .down("second", 9)
          .block("third")
          .observed()
          .layers();

  /** Of all kinds of layers, some of its decoder's modulated by 7 numbers. */
  public static final Description DESCRIPTION =
      new Description(
          ENCODER,
          Half.decoder(ENCODER, true).block("one").upOnly("two", 8).up("three", 5).colours("four"),
          true,
          7);

  private FourthNetwork() {}
}
