package io.github.tempera.training.trainee;

import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import org.bytedeco.pytorch.Tensor;

/** A network that is being trained. */
public interface Trainee extends AutoCloseable {
  /** What it learns. */
  Parameters parameters();

  /** Its convolutions as its parameters stand now; to be closed by the caller. */
  Layers layers();

  /**
   * Side in pixels of its coarsest cell. Windows onto the same picture that are apart by as much
   * are painted alike; the sides of what it paints are multiples of it.
   */
  int cell();

  /** T(c, s), not clamped, of every content [k N, 3, h, w]. */
  Node paint(Tape tape, Layers layers, Pairs pairs);

  /**
   * The loss of the warm start, in which the network only learns to give pictures back: without it
   * training from random weights is slow or stalls. The mean squared distance from the pictures,
   * unless a network needs more.
   *
   * @param pairs whose style is their content
   */
  default Node warmLoss(Tape tape, Layers layers, Pairs pairs) {
    return tape.apply(
        painted -> painted.sub(pairs.content()).square().mean(), paint(tape, layers, pairs));
  }

  /**
   * The model so far.
   *
   * @param values laid out like the parameters: themselves, or their average over time
   */
  Model model(Tensor values, ModelCard card);

  @Override
  void close();
}
