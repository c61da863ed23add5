package io.github.tempera.training.steadiness;

import static org.bytedeco.pytorch.global.torch.cat;

import io.github.tempera.internal.network.Backend;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** How far two paintings of the same pairs are apart, which were painted as chance had it. */
record Consistency(List<Chance> chances, Backend backend) {
  private static final double NOISE = 0.01;

  /**
   * Share of the side that is left out at each border: a motion brings in there what was not
   * painted.
   */
  private static final int RIM = 8;

  /**
   * The contents that are painted again: moved, if they are.
   *
   * @param kept [N, 3, h, w]
   */
  Tensor moved(Tensor kept) {
    TensorVector all = new TensorVector();
    for (int i = 0; i < chances.size(); i++) {
      all.push_back(moved(kept.narrow(0, i, 1), chances.get(i)));
    }
    return cat(all, 0);
  }

  private Tensor moved(Tensor picture, Chance chance) {
    return chance.motion().map(motion -> motion.of(picture, backend)).orElse(picture);
  }

  /** Noise to be added to contents [N, 3, side, side]. */
  Tensor noise(int side) {
    int each = 3 * side * side;
    float[] values = new float[chances.size() * each];
    for (int i = 0; i < chances.size(); i++) {
      SplittableRandom random = new SplittableRandom(chances.get(i).noise());
      for (int at = i * each; at < (i + 1) * each; at++) {
        values[at] = (float) (NOISE * random.nextGaussian());
      }
    }
    return backend.float32(values, chances.size(), 3, side, side);
  }

  /**
   * The mean squared difference, without a rim of an eighth of the side, after the first painting
   * has moved as the content of the second did.
   *
   * @param crops first all first paintings, then all second ones [2 N, 3, n, n]
   */
  Tensor of(Tensor crops) {
    int n = chances.size();
    long rim = crops.size(2) / RIM;
    long seen = crops.size(2) - 2 * rim;
    TensorVector paintings = crops.to(ScalarType.Float).split(1, 0);
    TensorVector apart = new TensorVector();
    for (int i = 0; i < n; i++) {
      Tensor difference = moved(paintings.get(i), chances.get(i)).sub(paintings.get((long) n + i));
      apart.push_back(difference.narrow(2, rim, seen).narrow(3, rim, seen).square().mean().view(1));
    }
    return cat(apart, 0).sum().div(new Scalar((double) n));
  }
}
