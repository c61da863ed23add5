package io.github.tempera.training.loss;

import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The paper's losses of painted pictures (Huang &amp; Belongie 2017, equations 11 to 13). */
public final class Losses {
  private final LossEncoder encoder;
  private final LossWeights weights;

  /** The losses that this encoder sees. */
  public Losses(LossEncoder encoder, LossWeights weights) {
    this.encoder = encoder;
    this.weights = weights;
  }

  /**
   * The losses of a batch, means over its pictures.
   *
   * @param total content + Σ weight · style
   * @param content mean squared distance of relu4_1 from t
   * @param style for each of the four layers, the mean squared distance of the means and that of
   *     the standard deviations, added
   */
  public record Result(Node total, Node content, List<Node> style) {
    /** The style loss without weights, summed over the layers. */
    public double styleSum() {
      return style.stream().mapToDouble(layer -> layer.value().item_double()).sum();
    }
  }

  /**
   * The losses of a batch, and how gradients get back to what painted it.
   *
   * @param painted [N, 3, h, w]
   * @param t AdaIN's output in the encoder's space [N, 512, h / 8, w / 8]
   * @param style the styles' moments of the four layers [N, 2 C]
   */
  public Result of(Tape tape, Node painted, Tensor t, List<Tensor> style) {
    List<Node> features = encoder.features(tape, painted);
    Node content = tape.apply(f -> f.sub(t).square().mean(), features.get(3));
    Node[] parts = new Node[5];
    parts[0] = content;
    for (int i = 0; i < 4; i++) {
      Tensor wanted = style.get(i);
      Node moments =
          tape.apply(
              f -> Moments.of(f, true),
              (f, m, g) -> Moments.backward(f, m, g, true),
              features.get(i));
      parts[i + 1] = tape.apply(m -> m.sub(wanted).square().mean().mul(new Scalar(2)), moments);
    }
    Node total =
        tape.combine(
            losses -> {
              Tensor sum = losses[0];
              for (int i = 0; i < 4; i++) {
                sum = sum.add(losses[i + 1], new Scalar(weights.style().get(i)));
              }
              return sum;
            },
            parts);
    return new Result(total, content, List.of(parts[1], parts[2], parts[3], parts[4]));
  }
}
