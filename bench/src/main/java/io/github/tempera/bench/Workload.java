package io.github.tempera.bench;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Stylizer;
import io.github.tempera.internal.description.RandomWeights;
import io.github.tempera.model.Architecture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelStore;
import java.util.List;

/** The stages of a stylization of a square picture, ready to be run again and again. */
public interface Workload extends AutoCloseable {
  /** Of random weights. */
  long SEED = 19;

  /**
   * A workload by name.
   *
   * @param network its id, {@code large slim} for slim on a picture of any size, or {@code plain}
   *     for the baseline, which is float32 whatever the precision
   * @param precision of the convolutions
   * @param size side of the square pictures in pixels
   */
  static Workload of(String network, Precision precision, int size) {
    return switch (network) {
      case "large slim" ->
          new LargePictureWorkload(
              Stylizer.open(
                  ModelStore.standard().load(ModelStore.BUNDLED),
                  new Compute(precision, Device.CPU, 0)),
              size);
      case "plain" -> new PlainWorkload(RandomWeights.model(Architecture.VGG19, SEED), size);
      default -> new NetworkWorkload(model(Architecture.of(network)), precision, size);
    };
  }

  /** The bundled model of a network, or random weights. */
  private static Model model(Architecture network) {
    Model bundled = ModelStore.standard().load(ModelStore.BUNDLED);
    return bundled.card().network() == network ? bundled : RandomWeights.model(network, SEED);
  }

  /** The stages that this workload has. */
  default List<Stage> stages() {
    return List.of(Stage.values());
  }

  /** Runs one stage once. */
  void run(Stage stage);

  /**
   * Floating point operations of the method in a stage, counted on its plain form, whatever tricks
   * the implementation uses.
   */
  double operations(Stage stage);

  @Override
  void close();
}
