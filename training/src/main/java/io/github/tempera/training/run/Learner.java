package io.github.tempera.training.run;

import io.github.tempera.training.data.Batches.Pair;
import io.github.tempera.training.data.FrozenFeatures;
import io.github.tempera.training.gradient.Adam;
import io.github.tempera.training.gradient.Crew;
import io.github.tempera.training.gradient.Gradient;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Muon;
import io.github.tempera.training.gradient.Optimizer;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import io.github.tempera.training.loss.Losses;
import io.github.tempera.training.trainee.Pairs;
import io.github.tempera.training.trainee.Trainee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
   * @param total content + Σ weight · style
   * @param norm of the gradient before clipping
   */
  record Outcome(double content, double style, double total, double norm) {
    boolean isFinite() {
      return Double.isFinite(content)
          && Double.isFinite(style)
          && Double.isFinite(total)
          && Double.isFinite(norm);
    }
  }

  /**
   * @param workers how many threads share a batch
   */
  Learner(
      Trainee trainee, Losses losses, FrozenFeatures features, TrainOptions options, int workers) {
    this.trainee = trainee;
    this.losses = losses;
    this.features = features;
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
        List<Pair> share =
            pairs.subList(i * pairs.size() / parts.length, (i + 1) * pairs.size() / parts.length);
        work.add(() -> parts[part] = part(layers, gradients.get(part), share, pairs.size(), warm));
      }
      crew.run(work);
    }
    double content = Arrays.stream(parts).mapToDouble(Outcome::content).sum();
    double style = Arrays.stream(parts).mapToDouble(Outcome::style).sum();
    double total = Arrays.stream(parts).mapToDouble(Outcome::total).sum();
    boolean finite = Double.isFinite(content + style + total);
    return new Outcome(content, style, total, finite ? learn(iteration) : Double.NaN);
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

  private Outcome part(
      Layers layers, Gradient gradient, List<Pair> pairs, int batch, boolean warm) {
    try (PointerScope scope = new PointerScope();
        Tape tape = new Tape(gradient)) {
      gradient.zero();
      Pairs shown =
          features.of(
              warm
                  ? pairs.stream().map(pair -> new Pair(pair.content(), pair.content())).toList()
                  : pairs);
      double share = (double) pairs.size() / batch;
      if (warm) {
        Node loss = trainee.warmLoss(tape, layers, shown);
        tape.backward(scaled(tape, loss, share));
        double warmLoss = share * loss.value().item_double();
        return new Outcome(warmLoss, 0, warmLoss, 0);
      }
      Losses.Result loss =
          losses.of(tape, trainee.paint(tape, layers, shown), shown.t(), shown.styleMoments());
      tape.backward(scaled(tape, loss.total(), share));
      return new Outcome(
          share * loss.content().value().item_double(),
          share * loss.styleSum(),
          share * loss.total().value().item_double(),
          0);
    }
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
