package io.github.tempera.internal.network;

import org.bytedeco.pytorch.Tensor;

/** Sees the feature maps of an encoder that its styles and losses are about. */
@FunctionalInterface
public interface LayerObserver {
  /** Looks on only. */
  LayerObserver NONE = (layer, features) -> {};

  /**
   * Called as soon as the layer is computed.
   *
   * @param layer from 0 along the way; the last is f, which AdaIN acts on
   * @param features [1, C, h, w], freed when the encoder goes on (the last excepted)
   */
  void layer(int layer, Tensor features);
}
