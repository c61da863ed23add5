package io.github.tempera.training.loss;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.description.Networks;
import java.util.Arrays;
import java.util.List;

/**
 * What a loss counts: L = content + Σ style[i] · style loss of layer i (Huang &amp; Belongie 2017,
 * equation 11, with a weight for each layer of the sum in equation 13).
 *
 * @param style the weights of relu1_1, relu2_1, relu3_1 and relu4_1, each finite and not negative
 */
public record LossWeights(List<Double> style) {
  /** The paper's λ = 10 for every layer. */
  public static final LossWeights PAPER = ofStyle(10);

  /**
   * @throws TemperaException if there are not four, or one is negative or no number
   */
  public LossWeights {
    style = List.copyOf(style);
    if (style.size() != 4 || style.stream().anyMatch(w -> !(w >= 0) || w.isInfinite())) {
      throw new TemperaException(
          "The style weight must be one number, or four for relu1_1 to relu4_1, none of them"
              + " negative, not "
              + style
              + ".");
    }
  }

  /** λ: the mean over the layers. */
  public double lambda() {
    return style.stream().mapToDouble(Double::doubleValue).sum() / style.size();
  }

  /** λ for every layer. */
  public static LossWeights ofStyle(double lambda) {
    return new LossWeights(List.of(lambda, lambda, lambda, lambda));
  }

  /**
   * Reads {@code 10}, {@code 1,2,3,4} or one of the looks of the original release, whose style loss
   * is a sum over channels times a weight: {@code release} (1e-2) and {@code release-strong}
   * (1e-1).
   *
   * @throws TemperaException if it is none of these
   */
  public static LossWeights parse(String text) {
    return switch (text) {
      case "paper" -> PAPER;
      case "release" -> release(1e-2);
      case "release-strong" -> release(1e-1);
      default -> numbers(text);
    };
  }

  private static LossWeights numbers(String text) {
    try {
      List<Double> numbers = Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList();
      return numbers.size() == 1 ? ofStyle(numbers.get(0)) : new LossWeights(numbers);
    } catch (NumberFormatException e) {
      throw new TemperaException(
          "The style weight must be a number, four numbers with commas, paper, release or"
              + " release-strong, not \""
              + text
              + "\".",
          e);
    }
  }

  /** A sum over C channels is C times their mean. */
  private static LossWeights release(double weight) {
    return new LossWeights(
        Networks.VGG19_ENCODER.stream()
            .filter(Layer::observed)
            .map(layer -> layer.out() * weight)
            .toList());
  }
}
