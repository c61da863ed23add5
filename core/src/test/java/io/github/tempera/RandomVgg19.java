package io.github.tempera;

import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.internal.description.RandomWeights;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import java.util.TreeMap;

/** VGG-19 networks with random weights: as fast as with learned ones, and they need no download. */
public final class RandomVgg19 {
  private RandomVgg19() {}

  /** The paper's network. */
  public static Model model() {
    return RandomWeights.model(Architecture.VGG19, 20);
  }

  /** The network of the model vgg19, of the same size and with the same encoder. */
  public static Model modulated() {
    return RandomWeights.model(Architecture.VGG19_MODULATED, 20);
  }

  /**
   * The same encoder with a modulated decoder of another size.
   *
   * @param w the decoder's channels at full resolution
   */
  public static Model modulated(int w) {
    Description network = Networks.vgg19Modulated(w, 128);
    ModelCard card =
        new ModelCard(
            "random", Architecture.VGG19_MODULATED, "none", "random weights", new TreeMap<>());
    return new Model(card, RandomWeights.of(network, 20));
  }
}
