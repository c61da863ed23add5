package io.github.tempera.training.evaluation;

import java.util.List;

/**
 * What an evaluation found.
 *
 * @param options what it was asked for
 * @param judge fingerprint of the encoder that judged
 * @param pairs how many pairs there were
 * @param contents how many different contents
 * @param styles how many different styles
 * @param models means of every candidate, in the order given; the mean/std colour transfer and the
 *     content itself come last
 * @param rows every pair of every candidate
 */
public record Report(
    EvaluateOptions options,
    String judge,
    int pairs,
    int contents,
    int styles,
    List<Result> models,
    List<Row> rows) {
  public Report {
    models = List.copyOf(models);
    rows = List.copyOf(rows);
  }

  /**
   * The means of one candidate over the pairs; see {@link Scores}.
   *
   * @param name of the candidate
   * @param reconstructionPsnr peak signal-to-noise ratio, in dB, of the content painted in its own
   *     style to the content, over the contents; infinite if it is the content
   * @param reconstructionContentLoss content loss of the content painted in its own style
   * @param secondsPerPicture median time of a painting, the style prepared before, the first left
   *     out
   * @param peakMemoryBytes see {@link Candidate#peakMemory}; 0 where unknown
   */
  public record Result(
      String name,
      Estimate contentLoss,
      Estimate styleLoss,
      Estimate total,
      Estimate contentLossToContent,
      Estimate gramLoss,
      Estimate ssim,
      Estimate steadiness,
      Estimate reconstructionPsnr,
      Estimate reconstructionContentLoss,
      double secondsPerPicture,
      long peakMemoryBytes) {}

  /**
   * One painting.
   *
   * @param model name of the candidate
   * @param content the content's path in its folder
   * @param style the style's path in its folder
   * @param scores of the painting
   * @param reconstruction of the content
   * @param seconds that the painting took, the style prepared before
   */
  public record Row(
      String model,
      String content,
      String style,
      Scores scores,
      Reconstruction reconstruction,
      double seconds) {}

  /**
   * How well a content came back that was painted in its own style.
   *
   * @param psnr peak signal-to-noise ratio in dB, infinite if not a pixel differs
   * @param contentLoss mean squared distance of relu4_1 from the content's
   */
  public record Reconstruction(double psnr, double contentLoss) {}
}
