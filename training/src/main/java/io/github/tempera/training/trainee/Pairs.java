package io.github.tempera.training.trainee;

import io.github.tempera.training.loss.Moments;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Some content-style pairs, with what the frozen encoder has to say of them. There may be k
 * contents for each of the N styles: the first N contents meet the styles in their order, so do the
 * next N.
 */
public interface Pairs {
  /** Pictures [k N, 3, h, w], values in [0, 1]. */
  Tensor content();

  /** Pictures [N, 3, h, w], values in [0, 1]. */
  Tensor style();

  /** The content's relu4_1 without its mean and standard deviation [k N, 512, h / 8, w / 8]. */
  Tensor normalized();

  /** Means, then standard deviations, of the four layers of each content's style [k N, 2 C]. */
  List<Tensor> styleMoments();

  /** AdaIN's output in the frozen encoder's space, shaped like {@link #normalized}. */
  default Tensor t() {
    return Moments.styled(normalized(), styleMoments().get(3));
  }
}
