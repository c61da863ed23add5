package io.github.tempera.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.tempera.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * No test, and run only when named: writes the resources that were computed from the shared
 * weights.
 *
 * <p>{@code mvn -pl core test -Dtest=ModelResources}
 */
class ModelResources {

  /** Writes the bundled model anew from what a training run wrote. */
  @Test
  void writeBundledModel() {
    Model trained = Model.read(Path.of(System.getProperty("tempera.trained", "model.safetensors")));
    TreeMap<String, String> provenance = new TreeMap<>();
    List.of("seed", "losses", "code", "data", "judge")
        .forEach(key -> provenance.put(key, trained.card().provenance().get(key)));
    provenance.put("iterations", "1800, 1100, 1600 and 300");
    provenance.put(
        "training",
        "On from the prototype's weights (from scratch, 2,600 photographs and 2,600 paintings of"
            + " the same collections): tempera train --network slim --preset cpu --short-side 256"
            + " --validation 44 --crop 128 --batch 8 --warm-start 0 --schedule cosine --identity"
            + " 0.03 --seed 1 four times, each --from the one before: --iterations 1800 --loss 10"
            + " --rate 6e-4 --crops 3 --average 0.99; 1100 of --iterations 5000 --loss 2 --rate"
            + " 6e-4 --crops 3 --average 0.995; --iterations 1600 --loss 2 --rate 5e-4 --crops 1"
            + " --average 0.99; --iterations 300 --loss 10 --rate 2.5e-4 --crops 1 --average 0.98.");
    provenance.put(
        "quality",
        "88 validation pairs at 256x256: content loss 1.91, style loss 0.597, content + 10 x style"
            + " 7.88 (before the last three trainings 8.36, the prototype 8.97, the paper's network"
            + " 6.98).");
    provenance.put("width", "16");
    ModelCard card =
        new ModelCard(
            "slim",
            Architecture.SLIM,
            "Apache-2.0",
            "Small and fast: strong colour and brush strokes, content kept less exactly.",
            provenance);
    new Model(card, trained.weights())
        .write(Path.of("src/main/resources/io/github/tempera/model/slim.safetensors"));
  }

  /** Writes Tempera's decoder of vgg19 anew from what a training run wrote. */
  @Test
  void writeOwnDecoder() {
    Model trained = Model.read(Path.of(System.getProperty("tempera.trained", "model.safetensors")));
    TreeMap<String, String> provenance = new TreeMap<>();
    List.of("seed", "losses", "code", "data", "judge")
        .forEach(key -> provenance.put(key, trained.card().provenance().get(key)));
    provenance.put(
        "training",
        "From slim's decoder, brought to read VGG-19: tempera train --network vgg19-modulated"
            + " --preset cpu --short-side 256 --validation 44 --crop 128 --crops 1 --batch 8"
            + " --identity 0.05 --seed 1 three times, each --from the one before: 2600 iterations"
            + " with --loss 10 --rate 6e-4, 4000 with --loss 2 --rate 6e-4, 250 with --loss 10"
            + " --rate 2e-4.");
    provenance.put(
        "quality",
        "88 validation pairs at 256x256: content loss 1.65, style loss 0.562, content + 10 x style"
            + " 7.27 (slim 8.36, with the paper's decoder 6.98).");
    SortedMap<String, Weights> decoder = trained.weights().headMap("encoder.");
    new TensorFile(decoder, provenance)
        .write(
            Path.of("src/main/resources/io/github/tempera/model/vgg19-decoder.safetensors"),
            TensorFile.Storage.F16);
  }

  /**
   * Writes the expectations anew from the reference weights. Known to the bit are there conv0 to
   * conv3_1 of the encoder and all biases; the rest was kept in 8 bits.
   */
  @Test
  void writeExpectations() throws IOException {
    Model model =
        new Vgg19Import(
                Shared.file("reference/vgg_normalised.pth"), Shared.file("reference/decoder.pth"))
            .model("vgg19", "reference");
    Map<String, Map<String, Object>> expectations = new LinkedHashMap<>();
    model
        .weights()
        .forEach(
            (name, weights) -> {
              boolean exact =
                  name.endsWith(".bias")
                      || name.matches("encoder\\.conv(0|1_1|1_2|2_1|2_2|3_1)\\.weight");
              SortedMap<String, Object> expected = new TreeMap<>();
              if (exact) {
                expected.put("sha256", Model.sha256(weights.values()));
              } else {
                expected.put("mean", Vgg19Expectations.mean(weights.values()));
                expected.put("std", Vgg19Expectations.standardDeviation(weights.values()));
              }
              expectations.put(name, expected);
            });
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(
            Path.of("src/main/resources/io/github/tempera/model/vgg19-expected.json").toFile(),
            expectations);
  }
}
