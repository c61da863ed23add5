package io.github.tempera.training.run;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.TemperaException;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.model.Weights;
import io.github.tempera.network.Backend;
import io.github.tempera.training.data.Batches;
import io.github.tempera.training.data.FrozenFeatures;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.loss.LossEncoder;
import io.github.tempera.training.loss.Losses;
import io.github.tempera.training.trainee.SlimTrainee;
import io.github.tempera.training.trainee.Trainee;
import io.github.tempera.training.trainee.Vgg19Trainee;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network by the paper's losses (Huang &amp; Belongie 2017, section 6.1), one iteration
 * after the other, and can stop and go on anywhere.
 */
public final class Trainer implements AutoCloseable {
  private final TrainOptions options;
  private final Data data;
  private final LossEncoder encoder;
  private final Trainee trainee;
  private final Batches batches;
  private final FrozenFeatures features;
  private final Learner learner;
  private long iteration;
  private double seconds;

  /**
   * The pictures and the frozen encoder of a run.
   *
   * @param content photographs
   * @param style paintings
   * @param encoder whose space t and the losses live in
   */
  public record Data(PictureSet content, PictureSet style, Vgg19Encoder encoder) {
    /** The pictures that are trained on. */
    Data training(TrainOptions options) {
      TrainOptions.Data wanted = options.data();
      return new Data(
          content
              .split(wanted.validation(), options.seed())
              .training()
              .limited(wanted.contentLimit(), options.seed()),
          style
              .split(wanted.validation(), options.seed())
              .training()
              .limited(wanted.styleLimit(), options.seed()),
          encoder);
    }
  }

  /**
   * What an iteration came to, as means over its batch.
   *
   * @param iteration its number, from 1
   * @param content content loss; in a warm start the loss of that
   * @param style style loss without weights, summed over the layers
   * @param norm of the gradient before clipping
   * @param rate the learning rate
   * @param seconds how long it took
   */
  public record Step(
      long iteration, double content, double style, double norm, double rate, double seconds) {}

  /**
   * A new run.
   *
   * @param initial weights to begin from; null for random ones by seed
   */
  public static Trainer start(
      TrainOptions options, Data data, @Nullable SortedMap<String, Weights> initial) {
    SortedMap<String, Weights> weights = initial;
    if (weights == null) {
      weights =
          options.network() == Architecture.SLIM
              ? SlimTrainee.initial(16, options.seed())
              : Vgg19Trainee.initial(options.seed());
    }
    return new Trainer(options, data, weights);
  }

  /**
   * Goes on with a run.
   *
   * @param checkpoint what {@link #checkpoint} wrote
   * @param iterations how far it is to go now; null for as far as it was to go then
   * @throws TemperaException if the checkpoint is damaged or the data are others
   */
  public static Trainer resume(Path checkpoint, Data data, @Nullable Long iterations) {
    Checkpoint stored = Checkpoint.read(checkpoint);
    TrainOptions options = stored.state().options();
    if (iterations != null) {
      options = options.withIterations(iterations);
    }
    requireSame("content pictures", stored.state().content(), data.content().fingerprint());
    requireSame("style pictures", stored.state().style(), data.style().fingerprint());
    requireSame("encoder", stored.state().encoder(), data.encoder().fingerprint());
    Trainer trainer = new Trainer(options, data, stored.values());
    trainer.restore(stored);
    return trainer;
  }

  private static void requireSame(String what, String then, String now) {
    if (!then.equals(now)) {
      throw new TemperaException(
          "The run cannot be resumed: the "
              + what
              + " are not those it was trained with. Resume it with the same, or start a new run.");
    }
  }

  private Trainer(TrainOptions options, Data data, SortedMap<String, Weights> initial) {
    this.options = options;
    this.data = data;
    Data training = data.training(options);
    TrainOptions.Data shown = options.data();
    // Each worker computes alone: libraries that would share its work out only get in the way.
    org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads(1);
    torch.set_num_threads(options.threads());
    Backend backend = Backend.of(options.precision(), Device.CPU);
    boolean cuda = false;
    Precision precision = options.precision();
    encoder = new LossEncoder(data.encoder().weights(), backend, precision, cuda);
    trainee =
        options.network() == Architecture.SLIM
            ? new SlimTrainee(initial, backend, precision, cuda)
            : new Vgg19Trainee(
                data.encoder().weights(),
                initial,
                backend,
                precision,
                cuda,
                options.normalization());
    batches =
        new Batches(
            training.content(),
            training.style(),
            new Batches.Plan(
                shown.batch(),
                shown.crop(),
                shown.shortSide(),
                shown.crops(),
                shown.identity(),
                options.seed()),
            1);
    features = new FrozenFeatures(encoder, backend, shown.crop(), shown.crops() > 0);
    learner = new Learner(trainee, new Losses(encoder, options.loss()), features, options);
  }

  private void restore(Checkpoint stored) {
    Parameters parameters = trainee.parameters();
    parameters.load(learner.adam().mean(), stored.mean());
    parameters.load(learner.adam().square(), stored.square());
    parameters.load(learner.average(), stored.average());
    iteration = stored.state().iteration();
    seconds = stored.state().seconds();
  }

  /** The options of the run. */
  public TrainOptions options() {
    return options;
  }

  /** How many iterations are done. */
  public long iteration() {
    return iteration;
  }

  /** Seconds that all iterations so far took. */
  public double seconds() {
    return seconds;
  }

  /** Where the pictures of an iteration come from. */
  public Batches batches() {
    return batches;
  }

  /**
   * Does the next iteration.
   *
   * @throws TemperaException if the loss is no finite number any more; nothing was learned then
   */
  public Step step() {
    long start = System.nanoTime();
    Learner.Outcome outcome = learner.step(iteration, batches.at(iteration));
    if (!outcome.isFinite()) {
      throw new TemperaException(
          "The loss became infinite or no number in iteration "
              + (iteration + 1)
              + ". Take up the last checkpoint with a lower learning rate or clip.");
    }
    double took = (System.nanoTime() - start) / 1e9;
    Step step =
        new Step(
            iteration + 1,
            outcome.content(),
            outcome.style(),
            outcome.norm(),
            options.learning().rateAt(iteration),
            took);
    iteration++;
    seconds += took;
    return step;
  }

  /**
   * Writes all that is needed to go on from here; in one step, so that it is whole or not there.
   */
  public void checkpoint(Path file) {
    Parameters parameters = trainee.parameters();
    new Checkpoint(
            new Checkpoint.State(
                iteration,
                seconds,
                options,
                data.content().fingerprint(),
                data.style().fingerprint(),
                data.encoder().fingerprint(),
                Processor.kind()),
            parameters.weights(parameters.values()),
            Backend.values(learner.adam().mean()),
            Backend.values(learner.adam().square()),
            Backend.values(learner.average()))
        .write(file);
  }

  /** The model as it stands, its weights averaged if the options say so. */
  public Model model(String name, String description, SortedMap<String, String> provenance) {
    ModelCard card =
        new ModelCard(
            name, options.network(), "Apache-2.0", description, new TreeMap<>(provenance));
    boolean averaged = options.learning().average() > 0;
    return trainee.model(averaged ? learner.average() : trainee.parameters().values(), card);
  }

  @Override
  public void close() {
    batches.close();
    learner.close();
    features.close();
    trainee.close();
    encoder.close();
  }
}
