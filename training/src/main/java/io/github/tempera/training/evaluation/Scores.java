package io.github.tempera.training.evaluation;

/**
 * What is said of one painted picture.
 *
 * @param losses in the space of the judge
 * @param ssim structural similarity of its luminance to the content's, -1 to 1
 * @param steadiness mean distance of the same painting at four shifts of the content from their
 *     mean, in 1/255; 0 is steadiest
 */
public record Scores(Losses losses, double ssim, double steadiness) {}
