package io.github.tempera.training.trainee;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Some content-style pairs, with what the frozen encoder has to say of them.
 *
 * @param content pictures [N, 3, h, w], values in [0, 1]
 * @param style pictures [N, 3, h, w], values in [0, 1]
 * @param t AdaIN's output in the frozen encoder's space [N, 512, h / 8, w / 8]
 * @param normalized the content's relu4_1 without its mean and standard deviation, shaped like t
 * @param styleMoments the styles' means, then standard deviations, of the four layers [N, 2 C]
 */
public record Pairs(
    Tensor content, Tensor style, Tensor t, Tensor normalized, List<Tensor> styleMoments) {}
