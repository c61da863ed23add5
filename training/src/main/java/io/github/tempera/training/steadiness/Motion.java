package io.github.tempera.training.steadiness;

import static org.bytedeco.pytorch.global.torch.affine_grid_generator;
import static org.bytedeco.pytorch.global.torch.grid_sampler;

import io.github.tempera.internal.network.Backend;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A small smooth motion of a square picture about its centre: what is at p afterwards was at scale
 * · R(angle) p + (right, down) before.
 *
 * @param angle in radians
 * @param right pixels
 * @param down pixels
 */
record Motion(double angle, double scale, double right, double down) {
  private static final double ANGLE = 0.02;
  private static final double LOG_SCALE = 0.015;
  private static final double SHIFT = 2;
  private static final long BILINEAR = 0;
  private static final long REFLECTION = 2;

  /** Angle and scale normally distributed, σ 0.02 and 1.5 %; shifts of up to 2 pixels. */
  static Motion drawn(SplittableRandom random) {
    return new Motion(
        ANGLE * random.nextGaussian(),
        Math.exp(LOG_SCALE * random.nextGaussian()),
        random.nextDouble(-SHIFT, SHIFT),
        random.nextDouble(-SHIFT, SHIFT));
  }

  /**
   * A picture moved, in float32; beyond its border it is reflected. Pictures of different sizes
   * with the same centre move alike.
   *
   * @param picture [1, C, n, n]
   */
  Tensor of(Tensor picture, Backend backend) {
    double side = picture.size(3);
    double along = scale * Math.cos(angle);
    double across = scale * Math.sin(angle);
    float[] map = { // of coordinates from -1 to 1
      (float) along, (float) -across, (float) (2 * right / side),
      (float) across, (float) along, (float) (2 * down / side)
    };
    long[] shape = {1, picture.size(1), picture.size(2), picture.size(3)};
    Tensor from = affine_grid_generator(backend.float32(map, 1, 2, 3), shape, false);
    return grid_sampler(picture.to(ScalarType.Float), from, BILINEAR, REFLECTION, false);
  }
}
