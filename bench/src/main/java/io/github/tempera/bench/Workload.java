package io.github.tempera.bench;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.RandomVgg19;
import io.github.tempera.Stylizer;
import io.github.tempera.model.ModelStore;
import java.util.List;

/** The stages of a stylization of a square picture, ready to be run again and again. */
public interface Workload extends AutoCloseable {
  /**
   * A workload by name.
   *
   * @param network {@code slim}, {@code vgg19}, {@code vgg19-modulated}, {@code large slim} for
   *     slim on a picture of any size, or {@code plain} for the baseline, which is float32 whatever
   *     the precision
   * @param precision of the convolutions
   * @param size side of the square pictures in pixels
   */
  static Workload of(String network, Precision precision, int size) {
    return switch (network) {
      case "slim" ->
          new NetworkWorkload(ModelStore.standard().load(ModelStore.BUNDLED), precision, size);
      case "vgg19" -> new NetworkWorkload(RandomVgg19.model(), precision, size);
      case "vgg19-modulated" -> new NetworkWorkload(RandomVgg19.modulated(), precision, size);
      case "large slim" ->
          new LargePictureWorkload(
              Stylizer.open(
                  ModelStore.standard().load(ModelStore.BUNDLED),
                  new Compute(precision, Device.CPU, 0)),
              size);
      case "plain" -> new PlainWorkload(RandomVgg19.model(), size);
      default -> throw new IllegalArgumentException("There is no workload " + network);
    };
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
