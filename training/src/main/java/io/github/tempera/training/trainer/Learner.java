package io.github.tempera.training.trainer;

import io.github.tempera.training.convolution.Crew;
import io.github.tempera.training.data.Batches.Pair;
import io.github.tempera.training.gradient.Adam;
import io.github.tempera.training.gradient.Gradient;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Muon;
import io.github.tempera.training.gradient.Optimizer;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import io.github.tempera.training.loss.Losses;
import io.github.tempera.training.steadiness.Painted;
import io.github.tempera.training.steadiness.Phases;
import io.github.tempera.training.trainee.FrozenFeatures;
import io.github.tempera.training.trainee.Pairs;
import io.github.tempera.training.trainee.Trainee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * One step of learning after the other. Several threads each take a share of the batch, always the
 * same one, and their gradients are added in the same order, so that a step repeats bit for bit.
 */
final class Learner implements AutoCloseable {
  private final Trainee trainee;
  private final Losses losses;
  private final FrozenFeatures features;
  private final Optional<Phases> phases;
  private final TrainOptions options;
  private final Optimizer adam;
  private final Tensor average;
  private final List<Gradient> gradients = new ArrayList<>();
  private final Crew crew;

  /**
   * What a step came to, as means over the batch.
   *
   * @param content content loss; in the warm start the loss of that
   * @param style style loss, without weights, summed over the layers
   * @param consistency mean squared difference of two paintings, without its weight; 0 without two
   * @param total content + Σ weight · style + weight · λ · consistency
   * @param norm of the gradient before clipping
   */
  record Outcome(double content, double style, double consistency, double total, double norm) {
    boolean isFinite() {
      return Double.isFinite(content)
          && Double.isFinite(style)
          && Double.isFinite(consistency)
          && Double.isFinite(total)
          && Double.isFinite(norm);
    }

    private Outcome plus(Outcome other) {
      return new Outcome(
          content + other.content,
          style + other.style,
          consistency + other.consistency,
          total + other.total,
          norm);
    }

    private Outcome withNorm(double learned) {
      return new Outcome(content, style, consistency, total, learned);
    }
  }

  /**
   * @param phases what paints at random phases; none for painting crops as they are
   * @param workers how many threads share a batch
   */
  Learner(
      Trainee trainee,
      Losses losses,
      FrozenFeatures features,
      Optional<Phases> phases,
      TrainOptions options,
      int workers) {
    this.trainee = trainee;
    this.losses = losses;
    this.features = features;
    this.phases = phases;
    this.options = options;
    int threads = Math.min(workers, options.data().batch());
    crew = new Crew(threads);
    boolean muon = options.learning().optimizer() == TrainOptions.Learning.Optimizer.MUON;
    this.adam =
        muon ? new Muon(trainee.parameters(), crew) : new Adam(trainee.parameters().values());
    this.average = trainee.parameters().zeros();
    average.copy_(trainee.parameters().values());
    for (int i = 0; i < threads; i++) {
      gradients.add(new Gradient(trainee.parameters(), muon));
    }
  }

  Optimizer adam() {
    return adam;
  }

  Tensor average() {
    return average;
  }

  /**
   * Learns from these pairs.
   *
   * @param iteration from 0
   * @return when it is not finite, nothing was learned
   */
  Outcome step(long iteration, List<Pair> pairs) {
    boolean warm = iteration < options.learning().warmStart();
    Outcome[] parts = new Outcome[gradients.size()];
    try (PointerScope scope = new PointerScope();
        Layers layers = trainee.layers()) {
      List<Runnable> work = new ArrayList<>();
      for (int i = 0; i < parts.length; i++) {
        int part = i;
        int from = i * pairs.size() / parts.length;
        int to = (i + 1) * pairs.size() / parts.length;
        Share share =
            new Share(
                pairs.subList(from, to),
                iteration * pairs.size() + from,
                (double) (to - from) / pairs.size());
        work.add(() -> parts[part] = part(layers, gradients.get(part), share, warm));
      }
      crew.run(work);
    }
    Outcome sum = Arrays.stream(parts).reduce(new Outcome(0, 0, 0, 0, 0), Outcome::plus);
    return sum.withNorm(sum.isFinite() ? learn(iteration) : Double.NaN);
  }

  private double learn(long iteration) {
    try (PointerScope scope = new PointerScope()) {
      Gradient sum = gradients.get(0);
      for (Gradient other : gradients.subList(1, gradients.size())) {
        sum.add(other);
      }
      TrainOptions.Learning learning = options.learning();
      double norm = adam.step(sum, iteration + 1.0, learning.rateAt(iteration), learning.clip());
      // At first the average would be mostly the initial weights: begin with a short one.
      double kept = Math.min(learning.average(), (1.0 + iteration) / (10.0 + iteration));
      Parameters parameters = trainee.parameters();
      average.lerp_(parameters.values(), new Scalar(1 - kept));
      return norm;
    }
  }

  /**
   * What one thread takes of a batch.
   *
   * @param position of its first pair in the endless row of all pairs
   * @param size of the whole, 0 to 1
   */
  private record Share(List<Pair> pairs, long position, double size) {}

  private Outcome part(Layers layers, Gradient gradient, Share share, boolean warm) {
    try (PointerScope scope = new PointerScope();
        Tape tape = new Tape(gradient)) {
      gradient.zero();
      return warm ? warm(tape, layers, share) : styled(tape, layers, share);
    }
  }

  private Outcome warm(Tape tape, Layers layers, Share share) {
    List<Pair> pairs =
        share.pairs.stream().map(pair -> new Pair(pair.content(), pair.content())).toList();
    Node loss = trainee.warmLoss(tape, layers, features.of(pairs));
    tape.backward(scaled(tape, loss, share.size));
    double warmLoss = share.size * loss.value().item_double();
    return new Outcome(warmLoss, 0, 0, warmLoss, 0);
  }

  private Outcome styled(Tape tape, Layers layers, Share share) {
    Pairs shown = features.of(share.pairs);
    Painted painted =
        phases.isPresent()
            ? phases.get().paint(tape, layers, share.pairs, shown, share.position)
            : new Painted(trainee.paint(tape, layers, shown), Optional.empty());
    Losses.Result loss = losses.of(tape, painted.crops(), shown.t(), shown.styleMoments());
    double weight = options.consistency() * options.loss().lambda();
    Node total =
        painted
            .consistency()
            .map(
                consistency ->
                    tape.combine(
                        both -> both[0].add(both[1], new Scalar(weight)),
                        loss.total(),
                        consistency))
            .orElse(loss.total());
    tape.backward(scaled(tape, total, share.size));
    double consistency =
        painted.consistency().map(apart -> apart.value().item_double()).orElse(0.0);
    return new Outcome(
        share.size * loss.content().value().item_double(),
        share.size * loss.styleSum(),
        share.size * consistency,
        share.size * total.value().item_double(),
        0);
  }

  private static Node scaled(Tape tape, Node loss, double share) {
    return tape.apply(value -> value.mul(new Scalar(share)), loss);
  }

  @Override
  public void close() {
    crew.close();
    adam.close();
    average.releaseReference();
    gradients.forEach(Gradient::close);
  }
}
