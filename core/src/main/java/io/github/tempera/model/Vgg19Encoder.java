package io.github.tempera.model;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.description.Networks;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;

/**
 * The normalised VGG-19 up to relu4_1 (Huang &amp; Belongie 2017, section 6), on its own: what
 * trainings and evaluations judge pictures by.
 *
 * @param weights {@code encoder.conv0.weight} [3, 3, 1, 1] to {@code encoder.conv4_1.bias} [512]
 * @param fingerprint tells these weights from others
 */
public record Vgg19Encoder(SortedMap<String, Weights> weights, String fingerprint) {
  public Vgg19Encoder {
    weights = Collections.unmodifiableSortedMap(weights);
  }

  /**
   * Reads it from a checkpoint of its own ({@code .pth} or safetensors, see {@link
   * ModelStore#importModel(String, Path, Path, boolean)}) or from a vgg19 model file.
   *
   * @throws TemperaException if the file is absent or holds no such encoder
   */
  public static Vgg19Encoder read(Path file) {
    return of(Vgg19Import.read(Vgg19Layout.Half.ENCODER, file));
  }

  /**
   * The encoder of a vgg19 model.
   *
   * @throws TemperaException if the model is of another network
   */
  public static Vgg19Encoder of(Model model) {
    if (!Networks.of(model.card().network()).usual().hasVgg19Encoder()) {
      throw new TemperaException(
          "The model " + model.card().name() + " is no vgg19 and has no VGG-19 encoder.");
    }
    return of(model.weights());
  }

  private static Vgg19Encoder of(SortedMap<String, Weights> weights) {
    SortedMap<String, Weights> encoder = weights.subMap("encoder.", "encoder/");
    Model.checkFinite(encoder, "The VGG-19 encoder");
    return new Vgg19Encoder(encoder, Model.fingerprint(encoder));
  }
}
