package io.github.tempera.training.evaluation;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Natives;
import io.github.tempera.internal.network.Scopes;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import io.github.tempera.training.loss.LossEncoder;
import io.github.tempera.training.loss.Moments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The encoder that pictures are judged by, always in 32 bits: several pictures at a time, a thread
 * each.
 */
final class Judge implements AutoCloseable {
  private static final int MOST_THREADS = 8;

  private final LossEncoder encoder;
  private final Backend backend;
  private final ExecutorService threads;

  /**
   * @param wanted how many threads, 0 for one a processor
   */
  Judge(Vgg19Encoder weights, Device device, int wanted) {
    int count = wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted;
    threads = Executors.newFixedThreadPool(Math.min(MOST_THREADS, count), Judge::thread);
    // Threads within threads would get in each other's way, many times slower than one alone.
    Natives.useThreadsForProducts(1);
    backend = Backend.of(Precision.FLOAT32, device);
    encoder = new LossEncoder(weights.weights(), backend);
  }

  /** What the judge sees of a picture, until it is closed. */
  static final class View implements AutoCloseable {
    private final Scopes.Owner owner = new Scopes.Owner();
    private final List<Tensor> moments = new ArrayList<>(); // each [1, 2 C]
    private final List<Tensor> grams = new ArrayList<>(); // each [C, C]
    private final Tensor relu4; // [1, 512, h / 8, w / 8]

    private View(List<Node> features) {
      for (Node layer : features) {
        moments.add(owner.own(Moments.of(layer.value(), true)));
        grams.add(owner.own(gram(layer.value())));
      }
      relu4 = owner.own(features.get(features.size() - 1).value());
    }

    /** F Fᵀ / (C h w) of a map [1, C, h, w] as a matrix F [C, h w]. */
    static Tensor gram(Tensor x) {
      long channels = x.size(1);
      Tensor rows = x.permute(0, 2, 3, 1).reshape(-1, channels); // [h w, C]
      return rows.t().matmul(rows).div(new Scalar((double) x.numel()));
    }

    /** The values of relu4_1. */
    float[] relu4() {
      return Backend.values(relu4);
    }

    @Override
    public void close() {
      owner.close();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              Natives.useThreads(1); // holds for this thread
              work.run();
            },
            "tempera-judge");
    thread.setDaemon(true);
    return thread;
  }

  /** What the judge sees of some pictures, until it is closed. */
  static final class Views implements AutoCloseable {
    private final Map<Picture, View> views = new HashMap<>(); // a picture equals itself only

    View of(Picture picture) {
      View view = views.get(picture);
      if (view == null) {
        throw new IllegalArgumentException("not among the pictures");
      }
      return view;
    }

    @Override
    public void close() {
      views.values().forEach(View::close);
    }
  }

  /** Looks at pictures, at the same object once. */
  Views views(Collection<Picture> pictures) {
    Map<Picture, CompletableFuture<View>> coming = new LinkedHashMap<>();
    for (Picture picture : pictures) {
      coming.computeIfAbsent(
          picture, one -> CompletableFuture.supplyAsync(() -> view(one), threads));
    }
    Views views = new Views();
    RuntimeException failure = null;
    for (Map.Entry<Picture, CompletableFuture<View>> one : coming.entrySet()) {
      try {
        views.views.put(one.getKey(), one.getValue().join());
      } catch (CompletionException e) {
        failure = e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
    if (failure != null) {
      views.close();
      throw failure;
    }
    return views;
  }

  private View view(Picture picture) {
    try (PointerScope scope = new PointerScope()) {
      return view(backend.picture(picture.rgb(), picture.width(), picture.height()));
    }
  }

  /**
   * @param picture [1, 3, h, w], 0 to 1
   */
  View view(Tensor picture) {
    try (Tape tape = new Tape()) {
      return new View(encoder.features(tape, tape.constant(picture)));
    }
  }

  /** The losses of a painted picture. */
  Losses losses(View painted, View content, View style) {
    try (PointerScope scope = new PointerScope()) {
      int last = style.moments.size() - 1;
      Tensor t =
          Moments.styled(
              Moments.normalized(content.relu4, content.moments.get(last)),
              style.moments.get(last));
      double styleLoss = 0;
      double gramLoss = 0;
      for (int i = 0; i <= last; i++) {
        // Means and deviations lie in one tensor, whose mean is half of what theirs add up to.
        styleLoss += 2 * distance(painted.moments.get(i), style.moments.get(i));
        gramLoss += distance(painted.grams.get(i), style.grams.get(i));
      }
      return new Losses(
          distance(painted.relu4, t), styleLoss, distance(painted.relu4, content.relu4), gramLoss);
    }
  }

  private static double distance(Tensor a, Tensor b) {
    return a.sub(b).square().mean().item_double();
  }

  @Override
  public void close() {
    threads.shutdown();
    encoder.close();
  }
}
