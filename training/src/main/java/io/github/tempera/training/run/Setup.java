package io.github.tempera.training.run;

import io.github.tempera.Device;
import io.github.tempera.TemperaException;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelStore;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.model.Weights;
import io.github.tempera.training.trainee.Trainee;
import io.github.tempera.training.trainer.TrainOptions;
import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run is started with.
 *
 * @param content folder of photographs
 * @param style folder of paintings
 * @param encoder file of the frozen VGG-19; null for that of the store's vgg19
 * @param from model file to start from; null for random weights
 * @param name of the model that is trained
 * @param licence of the model
 * @param options that decide what is computed
 * @param session how it is run
 */
public record Setup(
    Path content,
    Path style,
    @Nullable Path encoder,
    @Nullable Path from,
    String name,
    String licence,
    TrainOptions options,
    Session session) {

  /**
   * How a run is started or resumed; changes nothing of what is computed, but for rounding.
   *
   * @param device where to compute
   * @param checkpointEvery iterations between two checkpoints, 1 to 1,000,000
   * @param command the command line
   * @param code version of Tempera
   */
  public record Session(Device device, long checkpointEvery, String command, String code) {
    /** Iterations between two checkpoints, if nobody says otherwise. */
    public static final long CHECKPOINT_EVERY = 200;

    /**
     * @throws TemperaException if a value is out of its range
     */
    public Session {
      if (checkpointEvery < 1 || checkpointEvery > 1_000_000) {
        throw new TemperaException(
            "checkpoint every must be 1 to 1000000 iterations, not " + checkpointEvery + ".");
      }
    }
  }

  static Vgg19Encoder encoder(@Nullable Path file) {
    return file == null
        ? Vgg19Encoder.of(ModelStore.standard().load(ModelStore.FETCHABLE))
        : Vgg19Encoder.read(file);
  }

  /** The weights to begin from; null for random ones. */
  @Nullable SortedMap<String, Weights> initial() {
    if (from == null) {
      return null;
    }
    Model model = Model.read(from);
    if (model.card().network() != options.network()) {
      throw new TemperaException(
          "%s is a %s model: a training of %s cannot start from it."
              .formatted(from, model.card().network().id(), options.network().id()));
    }
    return Trainee.initial(model, options.learning().warmStart() > 0, options.seed());
  }
}
