package io.github.tempera.training.evaluation;

/**
 * What the judge says of one painted picture. Smaller is better.
 *
 * @param content mean squared distance of its relu4_1 from t = AdaIN(f(c), f(s)) (Huang &amp;
 *     Belongie 2017, equation 12)
 * @param style mean squared distances of the channels' means and of their standard deviations from
 *     the style's, added, and summed over relu1_1, relu2_1, relu3_1 and relu4_1 (equation 13)
 * @param toContent mean squared distance of its relu4_1 from the content's own
 * @param gram mean squared distance of the Gram matrices, divided by C h w, from the style's,
 *     summed over the four layers (Gatys et al. 2016)
 */
public record Losses(double content, double style, double toContent, double gram) {
  /** The paper's weight of the style loss. */
  static final double LAMBDA = 10;

  /** content loss + 10 · style loss. */
  public double total() {
    return content + LAMBDA * style;
  }
}
