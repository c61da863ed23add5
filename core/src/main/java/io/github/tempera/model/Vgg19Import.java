package io.github.tempera.model;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.format.TensorFile;
import io.github.tempera.internal.format.TorchCheckpoint;
import io.github.tempera.model.Vgg19Layout.Half;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a VGG-19 model of an encoder's checkpoint, with Tempera's decoder or another. */
final class Vgg19Import {
  private static final String OWN_DECODER = "vgg19-decoder.safetensors";
  private static final String LICENCE =
      "VGG-19: CC BY 4.0 (Simonyan and Zisserman); normalised by Gatys et al.; conversion: MIT"
          + " (Inoue); decoder: ";

  private final Map<String, Weights> tensors = new TreeMap<>();
  private final List<String> mismatches;
  private final Map<String, String> ownDecoder;

  /**
   * With Tempera's decoder.
   *
   * @throws TemperaException if the file is no checkpoint, or not one of the encoder
   */
  Vgg19Import(Path encoder) {
    tensors.putAll(read(Half.ENCODER, encoder));
    mismatches = Vgg19Expectations.mismatches(tensors);
    TensorFile own = readOwnDecoder();
    tensors.putAll(own.tensors());
    ownDecoder = own.metadata();
  }

  /**
   * @throws TemperaException if a file is no checkpoint, or not one of that half of the network
   */
  Vgg19Import(Path encoder, Path decoder) {
    tensors.putAll(read(Half.ENCODER, encoder));
    tensors.putAll(read(Half.DECODER, decoder));
    mismatches = Vgg19Expectations.mismatches(tensors);
    ownDecoder = Map.of();
  }

  /** Trained against the published encoder; its metadata are the topics of its provenance. */
  private static TensorFile readOwnDecoder() {
    try (InputStream in = Vgg19Import.class.getResourceAsStream(OWN_DECODER)) {
      return TensorFile.read(Objects.requireNonNull(in), "Tempera's decoder");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether all that was read is the well-known download. */
  boolean verified() {
    return mismatches.isEmpty();
  }

  /** The tensors that are not those of the well-known download: six of them, and how many more. */
  String mismatches() {
    return summary(mismatches);
  }

  Model model(String name, String source) {
    boolean own = !ownDecoder.isEmpty();
    TreeMap<String, String> provenance = new TreeMap<>(ownDecoder);
    provenance.put("source", source);
    if (own) {
      provenance.put("decoder", "comes with Tempera");
    }
    provenance.put(
        "verified",
        verified()
            ? "yes: every tensor"
                + (own ? " of the encoder" : "")
                + " is the published one, to the bit where that is known, else by mean"
                + " and standard deviation"
            : "no: not the published weights are " + mismatches());
    String licence = LICENCE + (own ? "Apache-2.0 (Tempera)" : "MIT (Huang and Belongie)");
    Architecture network = own ? Architecture.VGG19_MODULATED : Architecture.VGG19;
    return new Model(
        new ModelCard(
            name, network, verified() ? licence : "unknown", description(own), provenance),
        tensors);
  }

  private String description(boolean own) {
    if (!verified()) {
      return own
          ? "Tempera's decoder behind another encoder than it learned with: what it paints may look wrong."
          : "A network of vgg19's form with other weights.";
    }
    return own
        ? "Strong strokes in the colours of the style, content kept better than by slim; large and slower."
        : "The network of the AdaIN paper: keeps content best, large and slower.";
  }

  /**
   * The tensors of one half of the network, under our names. They may lie in any dictionary of the
   * file ({@code state_dict}, {@code model.module}), beside others such as an optimizer's.
   *
   * @throws TemperaException if the file is no checkpoint, not one of that half, or holds several
   */
  static SortedMap<String, Weights> read(Half half, Path file) {
    Map<String, Weights> stored = readAny(file);
    SortedMap<String, SortedMap<String, Weights>> parts = parts(half, stored);
    SortedMap<String, SortedMap<String, Weights>> fitting = new TreeMap<>(parts);
    fitting.values().removeIf(part -> !fits(half, part));
    if (fitting.values().stream().distinct().count() > 1) {
      throw new TemperaException(
          "%s holds more than one %s, %s: save the one that is meant on its own."
              .formatted(
                  file,
                  half.title(),
                  fitting.keySet().stream()
                      .map(
                          p ->
                              p.isEmpty()
                                  ? "at the top"
                                  : "under \"" + p.replaceFirst("\\.$", "") + "\"")
                      .collect(Collectors.joining(" and "))));
    }
    if (!fitting.isEmpty()) {
      return fitting.values().iterator().next();
    }
    SortedMap<String, Weights> nearest =
        parts.values().stream().max(Comparator.comparingInt(Map::size)).orElseGet(TreeMap::new);
    Vgg19Layout.SHAPES.forEach(
        (name, shape) -> {
          if (name.startsWith(half.prefix())) {
            Weights weights = nearest.get(name);
            if (weights == null) {
              throw new TemperaException(
                  file
                      + " is no "
                      + half.title()
                      + ": the tensor \""
                      + name
                      + "\" is missing; it holds "
                      + summary(stored.keySet())
                      + ".");
            }
            Architecture.checkShape(name, shape, weights, file.toString());
          }
        });
    return nearest;
  }

  /** What has names of that half, by what is before these names. */
  private static SortedMap<String, SortedMap<String, Weights>> parts(
      Half half, Map<String, Weights> stored) {
    Map<String, String> names = half.names();
    SortedMap<String, SortedMap<String, Weights>> parts = new TreeMap<>();
    stored.forEach(
        (name, weights) -> {
          int at = 0;
          do {
            String ours = names.get(name.substring(at));
            if (ours != null) {
              parts.computeIfAbsent(name.substring(0, at), p -> new TreeMap<>()).put(ours, weights);
            }
            at = name.indexOf('.', at) + 1;
          } while (at > 0);
        });
    return parts;
  }

  private static boolean fits(Half half, Map<String, Weights> part) {
    return Vgg19Layout.SHAPES.entrySet().stream()
        .filter(tensor -> tensor.getKey().startsWith(half.prefix()))
        .allMatch(
            tensor -> {
              Weights weights = part.get(tensor.getKey());
              return weights != null && Arrays.equals(weights.shape(), tensor.getValue());
            });
  }

  private static String summary(Collection<String> all) {
    String first = all.stream().limit(6).collect(Collectors.joining(", "));
    return all.size() > 6 ? first + " and " + (all.size() - 6) + " more" : first;
  }

  /** Told apart by content: names lie. */
  private static Map<String, Weights> readAny(Path file) {
    try {
      byte[] start;
      try (InputStream in = Files.newInputStream(file)) {
        start = in.readNBytes(9);
      }
      return start.length == 9 && start[8] == '{'
          ? TensorFile.read(file).tensors()
          : TorchCheckpoint.read(file);
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, e);
    }
  }
}
