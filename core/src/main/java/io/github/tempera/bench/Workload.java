package io.github.tempera.bench;

import io.github.tempera.Precision;
import io.github.tempera.model.ModelStore;

/** The stages of a stylization of a square picture, ready to be run again and again. */
public interface Workload extends AutoCloseable {
  /**
   * A workload by name.
   *
   * @param network {@code slim}, {@code vgg19}, or {@code plain} for the baseline, which is float32
   *     whatever the precision
   * @param precision of the convolutions
   * @param size side of the square pictures in pixels
   */
  static Workload of(String network, Precision precision, int size) {
    return switch (network) {
      case "slim" ->
          new NetworkWorkload(ModelStore.standard().load(ModelStore.BUNDLED), precision, size);
      case "vgg19" -> new NetworkWorkload(RandomVgg19.model(), precision, size);
      case "plain" -> new PlainWorkload(RandomVgg19.model(), size);
      default -> throw new IllegalArgumentException("There is no workload " + network);
    };
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
