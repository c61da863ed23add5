package io.github.tempera.internal.network;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** A tensor on its way through layers: each layer's input is freed once its output is there. */
final class Flow {
  private Tensor current;
  private boolean ours;

  private Flow(Tensor input) {
    this.current = input;
  }

  static Flow of(Tensor input) {
    return new Flow(input);
  }

  Flow through(UnaryOperator<Tensor> layer) {
    Tensor next = Scopes.scoped(() -> layer.apply(current));
    if (ours) {
      Scopes.free(current);
    }
    current = next;
    ours = true;
    return this;
  }

  /** Shows the tensor as it is now. */
  Flow shownTo(LayerObserver observer, int layer) {
    observer.layer(layer, current);
    return this;
  }

  Tensor result() {
    return current;
  }
}
