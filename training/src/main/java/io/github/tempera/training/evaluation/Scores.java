package io.github.tempera.training.evaluation;

/**
 * What is said of one painted picture. Smaller is better but for {@code ssim}.
 *
 * @param contentLoss mean squared distance of its relu4_1 from t = AdaIN(f(c), f(s)) (Huang &amp;
 *     Belongie 2017, equation 12)
 * @param styleLoss mean squared distances of the channels' means and of their standard deviations
 *     from the style's, added, and summed over relu1_1, relu2_1, relu3_1 and relu4_1 (equation 13)
 * @param contentLossToContent mean squared distance of its relu4_1 from the content's own
 * @param gramLoss mean squared distance of the Gram matrices, divided by C h w, from the style's,
 *     summed over the four layers (Gatys et al. 2016)
 * @param ssim structural similarity of its luminance to the content's, -1 to 1
 */
public record Scores(
    double contentLoss,
    double styleLoss,
    double contentLossToContent,
    double gramLoss,
    double ssim) {
  /** The paper's weight of the style loss. */
  static final double LAMBDA = 10;

  /** content loss + 10 · style loss. */
  public double total() {
    return contentLoss + LAMBDA * styleLoss;
  }
}
