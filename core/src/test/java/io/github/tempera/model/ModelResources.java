package io.github.tempera.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.tempera.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  /** Writes the bundled model anew from the prototype's weights. */
  @Test
  void writeBundledModel() {
    TensorFile prototype = TensorFile.read(Shared.file("weights/slim-prototype.safetensors"));
    TreeMap<String, String> provenance = new TreeMap<>();
    provenance.put(
        "training",
        "From scratch, bfloat16, Adam. Warm start: 1,500 iterations of batch 8 at 1e-3. Then 10,000"
            + " iterations of batch 4 at 7e-4 with a cosine to 2 %, gradients clipped at norm 20;"
            + " then 4,300 more from 6e-4 with other crops and a fresh Adam.");
    provenance.put(
        "data",
        "2,600 photographs and 2,600 paintings, shorter side 320; two fixed 128x128 crops of each.");
    provenance.put("losses", "content + 10 x style, judged by the normalised VGG-19");
    provenance.put(
        "quality",
        "22 held-out pairs at 256x256: content loss 2.99, style loss 1.23, content + 10 x style"
            + " 15.3. Losses were still falling.");
    provenance.put("width", "16");
    ModelCard card =
        new ModelCard(
            "slim",
            Architecture.SLIM,
            "Apache-2.0",
            "Small and fast: strong colour and brush strokes, content kept less exactly.",
            provenance);
    new Model(card, prototype.tensors())
        .write(Path.of("src/main/resources/io/github/tempera/model/slim.safetensors"));
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
