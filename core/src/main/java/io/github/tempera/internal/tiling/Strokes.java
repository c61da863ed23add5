package io.github.tempera.internal.tiling;

import io.github.tempera.Compute;
import io.github.tempera.Progress;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.internal.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Painting with strokes larger or finer than the network lays them: coarse to fine.
 *
 * <p>The network's strokes have a size in pixels. So the content is painted at 1 / stroke of its
 * size first, which decides strokes and colours. For larger strokes that is then painted over, each
 * time at twice the size and at last at the content's own; there the edges become sharp again:
 *
 * <pre>
 *   p₀ = T(c₀, s, α)      pₖ = T(cₖ ⊕ pₖ₋₁, s, α/2) ⊕ pₖ₋₁
 * </pre>
 *
 * <p>cₖ is the content at the k-th size, and x ⊕ p the detail of x on what p shows ({@link
 * Picture#withCoarse}): on the right of T it lets the content's detail in, on its left it keeps the
 * strokes where they were. For finer strokes the painting, larger than the content, is shrunk.
 *
 * <p>Where nothing is painted, all that gives the content back but for what resizing takes; that is
 * put back at last, as each T puts back what the network takes ({@link Composition}).
 */
public final class Strokes {
  /** Of what is painted over: so that its rounding, and with it the result, is always the same. */
  private static final int COARSE_TILE = Compute.DEFAULTS.tileSize();

  private final Network network;
  private final int tileSize;
  private final double stroke;
  private final Progress progress;
  private long done;
  private long total;

  /**
   * @param stroke size of the strokes, 1 for the network's own
   * @param progress told after every tile of either pass, at every size
   */
  public Strokes(Network network, int tileSize, double stroke, Progress progress) {
    this.network = network;
    this.tileSize = tileSize;
    this.stroke = stroke;
    this.progress = progress;
  }

  /**
   * Paints the content.
   *
   * @param styles the style layers' statistics; exactly one if there are no masks
   * @param masks one a style, or none
   * @param alpha 0 for the content to 1 for the painting
   * @throws TemperaException if finer strokes make the picture too large
   */
  public Picture paint(
      Picture content, List<List<ChannelStatistics>> styles, List<Mask> masks, double alpha) {
    Picture shrunk = shrunk(content, stroke);
    if (stroke > 1) {
      total = tiles(content, stroke) + stepsAfterEncoding(content, masks);
      List<ChannelStatistics> own;
      Picture painted;
      try (EncodedContent encoded = passes(stroke).encode(shrunk)) {
        own = encoded.measured().layers();
        painted = passes(stroke).paint(encoded, styles, masks, alpha);
      }
      return paintedOver(content, painted, shrunk, own, styles, masks, alpha);
    }
    total = 2 * tiles(content, stroke);
    Picture painted = passes(stroke).paint(shrunk, styles, masks, alpha);
    return composed(content, painted, shrunk, masks, alpha);
  }

  /** What the other {@code paint} begins with; close it. */
  public EncodedContent encode(Picture content) {
    total = tiles(content, stroke);
    return passes(stroke).encode(shrunk(content, stroke));
  }

  /** As the other, of a content that was encoded for strokes of the same size. */
  public Picture paint(
      Picture content,
      EncodedContent encoded,
      List<List<ChannelStatistics>> styles,
      List<Mask> masks,
      double alpha) {
    total = stepsAfterEncoding(content, masks);
    Picture painted = passes(stroke).paint(encoded, styles, masks, alpha);
    Picture shrunk = encoded.content().picture();
    List<ChannelStatistics> own = encoded.measured().layers();
    return paintedOver(content, painted, shrunk, own, styles, masks, alpha);
  }

  /**
   * A painting at 1 / stroke of the content's size, painted over until it has that.
   *
   * @param shrunk the content at the size of the painting
   * @param own the style layers' statistics of that
   */
  private Picture paintedOver(
      Picture content,
      Picture painting,
      Picture shrunk,
      List<ChannelStatistics> own,
      List<List<ChannelStatistics>> styles,
      List<Mask> masks,
      double alpha) {
    Picture painted = painting;
    Picture unpainted = shrunk;
    for (double times : shrinkings().subList(1, shrinkings().size())) {
      Picture sized = shrunk(content, times);
      painted =
          passes(times)
              .paintOver(sized.withCoarse(painted), own, styles, masks, alpha / 2, alpha)
              .withCoarse(painted);
      if (leavesContent(masks, alpha)) {
        unpainted = sized.withCoarse(unpainted).withCoarse(unpainted);
      }
    }
    return composed(content, painted, unpainted, masks, alpha);
  }

  private static boolean leavesContent(List<Mask> masks, double alpha) {
    return alpha < 1 || !masks.isEmpty();
  }

  /**
   * A painting at the content's size, the content where nothing is painted.
   *
   * @param unpainted what all the resizing makes of the content where nothing is painted
   */
  private Picture composed(
      Picture content, Picture painted, Picture unpainted, List<Mask> masks, double alpha) {
    Picture sized = painted.resize(content.width(), content.height());
    if (stroke == 1 || !leavesContent(masks, alpha)) {
      return content.withRgb(sized.rgb());
    }
    Picture reconstruction = unpainted.resize(content.width(), content.height());
    return new TwoPasses(network, tileSize, Progress.NONE)
        .composed(content, sized, reconstruction, masks, alpha);
  }

  /** How many times smaller than the content it is painted, time by time. */
  private List<Double> shrinkings() {
    List<Double> shrinkings = new ArrayList<>();
    for (double times = stroke; times > 1; times /= 2) {
      shrinkings.add(times);
    }
    shrinkings.add(Math.min(stroke, 1));
    return shrinkings;
  }

  private static Picture shrunk(Picture content, double times) {
    long width = side(content.width(), times);
    long height = side(content.height(), times);
    if (times < 1 && width * height > Picture.DEFAULT_MAX_PIXELS) {
      throw new TemperaException(
          "A stroke of %s has this picture painted at %d x %d pixels, and %d million are the most: choose a stroke nearer to 1."
              .formatted(times, width, height, Picture.DEFAULT_MAX_PIXELS / 1_000_000));
    }
    return Picture.of(content.width(), content.height(), content.rgb())
        .resize((int) width, (int) height);
  }

  private static long side(int pixels, double times) {
    return Math.max(1, Math.round(pixels / times));
  }

  /** One pass over the tiles of the first size, under masks two; two over those of the others. */
  private long stepsAfterEncoding(Picture content, List<Mask> masks) {
    List<Double> shrinkings = shrinkings();
    long steps = (masks.isEmpty() ? 1 : 2) * tiles(content, shrinkings.get(0));
    for (double times : shrinkings.subList(1, shrinkings.size())) {
      steps += 2 * tiles(content, times);
    }
    return steps;
  }

  private long tiles(Picture content, double times) {
    int width = Math.toIntExact(side(content.width(), times));
    int height = Math.toIntExact(side(content.height(), times));
    return Content.tiles(width, height, network, tileSize(times)).size();
  }

  private int tileSize(double times) {
    return times > 1 ? COARSE_TILE : tileSize;
  }

  private TwoPasses passes(double times) {
    long before = done;
    return new TwoPasses(
        network,
        tileSize(times),
        (step, ofThese) -> {
          done = before + step;
          progress.update(done, total);
        });
  }
}
