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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Importing the published encoder and decoder, and recognising them. */
class Vgg19ImportTest {
  @TempDir Path folder;

  /**
   * Not a test: writes the expectations anew from the reference weights. Known to the bit are there
   * conv0 to conv3_1 of the encoder and all biases; the rest was kept in 8 bits.
   */
  @Test
  @EnabledIfSystemProperty(named = "tempera.expectations", matches = "true")
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
