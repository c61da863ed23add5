package io.github.tempera.training.optimization;

import static org.bytedeco.pytorch.global.torch.replication_pad2d;

import io.github.tempera.Compute;
import io.github.tempera.Precision;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Natives;
import io.github.tempera.internal.network.Scopes;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.convolution.Crew;
import io.github.tempera.training.gradient.Adam;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import io.github.tempera.training.loss.LossEncoder;
import io.github.tempera.training.loss.Losses;
import io.github.tempera.training.loss.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Changes the pixels of one picture, step by step, so that the losses fall that networks are
 * trained with (Gatys et al. 2016, with the losses of Huang &amp; Belongie 2017, section 6): slow,
 * and as good as these losses get.
 *
 * <pre>{@code
 * try (Optimization optimization =
 *     new Optimization(content, style, content, encoder, options, Compute.DEFAULTS)) {
 *   for (int i = 0; i < options.iterations(); i++) {
 *     optimization.step();
 *   }
 *   optimization.best().write(Path.of("painted.png"));
 * }
 * }</pre>
 *
 * <p>Belongs to one thread. It owns native memory: close it.
 */
public final class Optimization implements AutoCloseable {
  private static final int CELL = 8;
  private static final int LEAST_SIDE = 2 * CELL;

  private final Picture content;
  private final OptimizeOptions options;
  private final Scopes.Owner owner = new Scopes.Owner();
  private final @Nullable Crew crew;
  private final LossEncoder encoder;
  private final Losses losses;
  private final Tensor t; // [1, 512, h / 8, w / 8]
  private final List<Tensor> style; // [1, 2 C] of each layer
  private final Tensor pixels; // [1, 3, h, w] in [0, 1]
  private final Tensor best;
  private final Adam adam;
  private int iteration;
  private double least = Double.POSITIVE_INFINITY;

  /**
   * The losses of the picture as it is after some steps.
   *
   * @param iteration steps done before
   * @param content mean squared distance of relu4_1 from t
   * @param style style loss without weights, summed over the layers
   * @param total what is made small: content + Σ weight · style
   */
  public record Loss(int iteration, double content, double style, double total) {}

  /**
   * Begins an optimization. Sides that are no multiples of 8 are extended by their edges for the
   * losses, as everywhere.
   *
   * @param content whose relu4_1, with the style's mean and standard deviation, is the target t
   * @param style whose means and standard deviations are aimed at, of any size
   * @param start what the first step begins with, as large as the content
   * @param encoder in whose space the losses live
   * @throws TemperaException if the picture is too large for the memory
   */
  public Optimization(
      Picture content,
      Picture style,
      Picture start,
      Vgg19Encoder encoder,
      OptimizeOptions options,
      Compute compute) {
    if (start.width() != content.width() || start.height() != content.height()) {
      throw new IllegalArgumentException("The start is not as large as the content");
    }
    this.content = content;
    this.options = options;
    if (compute.threads() > 0) {
      Natives.useThreads(compute.threads());
    }
    Backend backend = Backend.of(Precision.FLOAT32, compute.device());
    Backend placed = Backend.of(compute.precision(), compute.device());
    int threads = torch.get_num_threads();
    boolean shared = !placed.cuda() && placed.precision() == Precision.FLOAT32 && threads > 1;
    crew = shared ? new Crew(threads) : null;
    try (PointerScope scope = new PointerScope()) {
      this.encoder = new LossEncoder(encoder.weights(), placed, crew);
      this.losses = new Losses(this.encoder, options.loss());
      List<Tensor> moments = this.encoder.frozen(extended(tensor(style, backend))).moments();
      this.style = new ArrayList<>(moments.stream().map(owner::own).toList());
      Tensor normalized = this.encoder.frozen(extended(tensor(content, backend))).normalized();
      t = owner.own(Moments.styled(normalized, moments.get(3)));
      pixels = owner.own(tensor(start, backend));
      best = owner.own(pixels.clone());
      adam = new Adam(pixels);
    }
  }

  /** A picture in which every pixel has a colour drawn by seed. */
  public static Picture noise(int width, int height, long seed) {
    byte[] rgb = new byte[Math.toIntExact(3L * width * height)];
    new SplittableRandom(seed).nextBytes(rgb);
    return Picture.of(width, height, rgb);
  }

  private static Tensor tensor(Picture picture, Backend backend) {
    return backend
        .picture(picture.rgb(), picture.width(), picture.height())
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }

  /** Right and lower edge repeated until both sides are multiples of a cell and long enough. */
  private static Tensor extended(Tensor picture) {
    long beside = extended(picture.size(3)) - picture.size(3);
    long below = extended(picture.size(2)) - picture.size(2);
    return beside + below == 0
        ? picture
        : replication_pad2d(picture, new long[] {0, beside, 0, below})
            .contiguous(torch.MemoryFormat.ChannelsLast);
  }

  private static long extended(long side) {
    return Math.max(LEAST_SIDE, (side + CELL - 1) / CELL * CELL);
  }

  /**
   * Measures the picture, then changes it by one step.
   *
   * @return the losses before the step
   * @throws TemperaException if they are no finite numbers
   */
  public Loss step() {
    try (Tape tape = new Tape()) {
      Node picture = tape.variable(pixels);
      Losses.Result result = losses(tape, picture);
      Loss loss = told(result);
      tape.backward(result.total());
      double rate = options.rateAt(iteration);
      iteration++;
      adam.step(picture.gradient(), iteration, rate, Double.POSITIVE_INFINITY);
      pixels.clamp_(new ScalarOptional(new Scalar(0f)), new ScalarOptional(new Scalar(1f)));
      return loss;
    }
  }

  /** Measures the picture as it is. */
  public Loss measure() {
    try (Tape tape = new Tape()) {
      return told(losses(tape, tape.constant(pixels)));
    }
  }

  private Losses.Result losses(Tape tape, Node picture) {
    return losses.of(tape, tape.apply(Optimization::extended, picture), t, style);
  }

  private Loss told(Losses.Result result) {
    double total = result.total().value().item_double();
    if (!Double.isFinite(total)) {
      throw new TemperaException(
          Kind.FAILED,
          null,
          "The loss became infinite or no number after "
              + iteration
              + " steps. Choose a lower rate or style weight.");
    }
    if (total < least) {
      least = total;
      best.copy_(pixels);
    }
    return new Loss(iteration, result.content().value().item_double(), result.styleSum(), total);
  }

  Tensor pixels() {
    return pixels;
  }

  /** The picture as it is after the last step; with the content's transparency. */
  public Picture picture() {
    return picture(pixels);
  }

  /** The picture with the least loss of those measured; with the content's transparency. */
  public Picture best() {
    return picture(best);
  }

  private Picture picture(Tensor tensor) {
    return content.withRgb(Backend.bytes(tensor));
  }

  @Override
  public void close() {
    if (crew != null) {
      crew.close();
    }
    adam.close();
    encoder.close();
    owner.close();
  }
}
