package io.github.tempera.training.trainer;

import io.github.tempera.Device;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Natives;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.model.Weights;
import io.github.tempera.training.data.Batches;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Parameters;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.loss.LossEncoder;
import io.github.tempera.training.loss.Losses;
import io.github.tempera.training.steadiness.Phases;
import io.github.tempera.training.trainee.FrozenFeatures;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainee.Trainee;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network by the paper's losses (Huang &amp; Belongie 2017, section 6.1), one iteration
 * after the other, and can stop and go on anywhere.
 */
public final class Trainer implements AutoCloseable {
  private final TrainOptions options;
  private final List<String> fingerprints;
  private final List<String> warnings;
  private final String processor;
  private final Backend backend;
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
    public Data training(TrainOptions options) {
      TrainOptions.Data wanted = options.data();
      return new Data(
          split(content, options).training().limited(wanted.contentLimit(), options.seed()),
          split(style, options).training().limited(wanted.styleLimit(), options.seed()),
          encoder);
    }

    /** The pictures that are set aside, never to be trained on. */
    public Data validation(TrainOptions options) {
      return new Data(
          split(content, options).validation(), split(style, options).validation(), encoder);
    }

    private static PictureSet.Split split(PictureSet pictures, TrainOptions options) {
      return pictures.split(options.data().validation(), options.seed());
    }
  }

  /**
   * What an iteration came to, as means over its batch.
   *
   * @param iteration its number, from 1
   * @param content content loss; in a warm start the loss of that
   * @param style style loss without weights, summed over the layers; 0 in a warm start
   * @param consistency mean squared difference of two paintings at different phases, without its
   *     weight; 0 in a warm start, and where there is but one
   * @param total what was learned from: content + Σ weight · style + weight · λ · consistency
   * @param norm of the gradient before clipping
   * @param rate the learning rate
   * @param seconds how long it took
   */
  public record Step(
      long iteration,
      double content,
      double style,
      double consistency,
      double total,
      double norm,
      double rate,
      double seconds) {}

  /**
   * A new run on the processor, or on CUDA where there is one.
   *
   * @param initial weights to begin from; null for random ones by seed
   */
  public static Trainer start(
      TrainOptions options, Data data, @Nullable SortedMap<String, Weights> initial) {
    return start(options, data, initial, Device.AUTO);
  }

  /**
   * A new run.
   *
   * @param initial weights to begin from; null for random ones by seed
   * @throws TemperaException if the device is not there
   */
  public static Trainer start(
      TrainOptions options,
      Data data,
      @Nullable SortedMap<String, Weights> initial,
      Device device) {
    SortedMap<String, Weights> weights = initial;
    if (weights == null) {
      weights = Trainee.initial(Networks.of(options.network()).usual(), options.seed());
    }
    return new Trainer(options, data, weights, device, List.of());
  }

  /**
   * Goes on with a run.
   *
   * @param checkpoint what {@link #checkpoint} wrote
   * @param changes what is to be otherwise from here on: iterations, precision and threads may be
   * @throws TemperaException if the checkpoint is damaged, the data are others or another option is
   *     changed
   */
  public static Trainer resume(
      Path checkpoint, Data data, UnaryOperator<TrainOptions> changes, Device device) {
    Checkpoint stored = Checkpoint.read(checkpoint);
    Checkpoint.State state = stored.state();
    requireSame("content pictures", state.content(), data.content().fingerprint());
    requireSame("style pictures", state.style(), data.style().fingerprint());
    requireSame("encoder", state.encoder(), data.encoder().fingerprint());
    TrainOptions options = changes.apply(state.options());
    Changes.check(state, options);
    List<String> warnings = new ArrayList<>();
    Trainer trainer = new Trainer(options, data, stored.values(), device, warnings);
    warnings.addAll(Changes.warnings(state, options, trainer.processor));
    trainer.restore(stored);
    return trainer;
  }

  private static void requireSame(String what, String then, String now) {
    if (!then.equals(now)) {
      throw new TemperaException(
          "The run cannot be resumed: the "
              + what
              + (what.endsWith("s") ? " are not those" : " is not the one")
              + " it was trained with. Resume it with the same, or start a new run.");
    }
  }

  private Trainer(
      TrainOptions options,
      Data data,
      SortedMap<String, Weights> initial,
      Device device,
      List<String> warnings) {
    this.options = options;
    this.warnings = warnings;
    Data training = data.training(options);
    fingerprints =
        List.of(
            data.content().fingerprint(), data.style().fingerprint(), data.encoder().fingerprint());
    TrainOptions.Data shown = options.data();
    Natives.useThreads(options.threads());
    backend = Backend.of(options.precision(), device);
    boolean cuda = backend.cuda();
    processor = (cuda ? "cuda " : "") + Processor.kind();
    encoder = new LossEncoder(data.encoder().weights(), backend);
    trainee =
        new Trainee(
            Networks.of(options.network()).of(initial),
            data.encoder().weights(),
            initial,
            backend,
            options.normalization());
    int margin = shown.randomPhase() ? trainee.cell() : 0;
    batches =
        new Batches(
            training.content(),
            training.style(),
            new Batches.Plan(
                shown.batch(),
                shown.crop() + 2 * margin,
                shown.shortSide(),
                shown.crops(),
                shown.identity(),
                shown.scales(),
                shown.augment(),
                options.seed()),
            cuda ? options.threads() : 1);
    features = new FrozenFeatures(encoder, backend, shown.crop(), margin, shown.crops() > 0);
    Optional<Phases> phases =
        shown.randomPhase()
            ? Optional.of(
                new Phases(
                    trainee,
                    features,
                    encoder,
                    backend,
                    shown.crop(),
                    options.seed(),
                    options.consistency() > 0))
            : Optional.empty();
    // A card shares a batch out by itself.
    int workers = cuda ? 1 : options.threads();
    Losses losses = new Losses(encoder, options.loss());
    learner = new Learner(trainee, losses, features, phases, options, workers);
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

  /** What kind of processor computes, as far as it decides how numbers are rounded. */
  public String processor() {
    return processor;
  }

  /** Why a resumed run may differ from one that was never stopped; empty if it does not. */
  public List<String> warnings() {
    return List.copyOf(warnings);
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
    Natives.useThreads(options.threads()); // holds for the thread that calls
    long start = System.nanoTime();
    Learner.Outcome outcome = learner.step(iteration, batches.at(iteration));
    if (!outcome.isFinite()) {
      throw new TemperaException(
          Kind.FAILED,
          null,
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
            outcome.consistency(),
            outcome.total(),
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
                fingerprints.get(0),
                fingerprints.get(1),
                fingerprints.get(2),
                processor),
            parameters.weights(parameters.values()),
            Backend.values(learner.adam().mean()),
            Backend.values(learner.adam().square()),
            Backend.values(learner.average()))
        .write(file);
  }

  /**
   * Paints pictures as the model would that stands now; nothing that is learned changes.
   *
   * @param contents squares of one size, a multiple of 8 pixels
   * @param styles as many, of that size
   */
  public List<Picture> paint(List<Picture> contents, List<Picture> styles) {
    Natives.useThreads(options.threads());
    int size = contents.get(0).width();
    List<Batches.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      pairs.add(
          new Batches.Pair(
              new Batches.Crop("", contents.get(i).rgb()),
              new Batches.Crop("", styles.get(i).rgb())));
    }
    // A normalization over the batch needs all of it; else one after the other takes less memory.
    int together = options.normalization() == Normalization.BATCH ? pairs.size() : 1;
    List<Picture> painted = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        FrozenFeatures frozen = new FrozenFeatures(encoder, backend, size, 0, false)) {
      Tensor values = trainee.parameters().values();
      Tensor kept = values.clone();
      if (isAveraged()) {
        values.copy_(learner.average());
      }
      try (Layers layers = trainee.layers()) {
        for (int from = 0; from < pairs.size(); from += together) {
          List<Batches.Pair> some = pairs.subList(from, Math.min(from + together, pairs.size()));
          try (PointerScope inner = new PointerScope();
              Tape tape = new Tape()) {
            Tensor pictures = trainee.paint(tape, layers, frozen.of(some)).value();
            for (int i = 0; i < some.size(); i++) {
              painted.add(Picture.of(size, size, Backend.bytes(pictures.narrow(0, i, 1))));
            }
          }
        }
      } finally {
        values.copy_(kept);
      }
    }
    return painted;
  }

  private boolean isAveraged() {
    return options.learning().average() > 0;
  }

  /** The model as it stands, its weights averaged if the options say so. */
  public Model model(ModelCard card) {
    return trainee.model(isAveraged() ? learner.average() : trainee.parameters().values(), card);
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
