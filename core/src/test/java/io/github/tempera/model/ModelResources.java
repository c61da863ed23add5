package io.github.tempera.model;

import io.github.tempera.Shared;
import io.github.tempera.internal.format.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    provenance.put("seed", "1");
    provenance.put("losses", trained.card().provenance().get("losses"));
    provenance.put("code", "training/gpu of tempera 0.1.0-SNAPSHOT, in an earlier form");
    provenance.put(
        "data",
        "2491 of 2535 contents (SHA-256 of the list"
            + " 8d833d6c95d64aa904135ba42c9ddd9fb4b3825b7e2fe2923bac73a7dc70d99d); 2489 of 2533"
            + " styles (SHA-256 of the list"
            + " 3a73f31f98c7bf7feeaccb86dfbcec0c5c45762039678d6bab3b602a54b3f146), as WebP of"
            + " quality 70");
    provenance.put(
        "judge", "VGG-19 encoder 7b1121a65a21fec5bbbbd5f1d41fc4f4d640a94cf4e37483e7a0d45941fe3594");
    provenance.put(
        "iterations",
        "1800, 1100, 1600 and 300 of batch 8 without consistency; 1000, 3600 and 300 of batch 8"
            + " with it; 200 of batch 32 and 12401 of batch 48 on a card");
    provenance.put(
        "training",
        "On from the prototype's weights (from scratch, 2,600 photographs and 2,600 paintings of"
            + " the same collections) by the trainings of docs/models/slim.md. The last, 9 minutes"
            + " on an NVIDIA H200: crops of 256, Adam at 1e-3 by a cosine, lambda 3, rising to 8"
            + " from half to 0.7 of the time, random phase, consistency 50 lambda, motion 0.4,"
            + " noise 0.02 at most, identity 0.04, augment 0.5, running average 0.999.");
    provenance.put(
        "quality",
        "88 validation pairs at 256x256: content loss 1.60, style loss 0.586, content + 10 x style"
            + " 7.46, steadiness 4.44 (what was bundled before 1.91, 0.598, 7.89, 15.2; the paper's"
            + " network 0.92, 0.606, 6.98, 9.17).");
    provenance.put("width", "16");
    ModelCard card =
        new ModelCard(
            "slim",
            Architecture.SLIM,
            "Apache-2.0",
            "Small and fast: clear strokes and colours, steady when the content moves.",
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
    List<String> lines = new ArrayList<>();
    model
        .weights()
        .forEach(
            (name, weights) -> {
              boolean exact =
                  name.endsWith(".bias")
                      || name.matches("encoder\\.conv(0|1_1|1_2|2_1|2_2|3_1)\\.weight");
              float[] values = weights.values();
              lines.add(
                  exact
                      ? "%s = sha256 %s".formatted(name, Model.sha256(values))
                      : "%s = mean %s std %s"
                          .formatted(
                              name,
                              Vgg19Expectations.mean(values),
                              Vgg19Expectations.standardDeviation(values)));
            });
    Files.write(
        Path.of("src/main/resources/io/github/tempera/model/vgg19-expected.properties"), lines);
  }
}
