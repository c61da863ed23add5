package io.github.tempera.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of the published VGG-19 encoder and decoder, tensor by tensor: SHA-256 of the
 * float32 values where they are known to the bit, else mean and standard deviation. The latter were
 * computed from weights kept in 8 bits, whose rounding moves neither by more than a fraction of a
 * percent of the standard deviation; another training moves them by more.
 */
final class Vgg19Expectations {
  /** How far mean and standard deviation may be off, in standard deviations. */
  static final double TOLERANCE = 0.01;

  private Vgg19Expectations() {}

  /** The names of the tensors that are not the expected ones, sorted; empty when all are. */
  static List<String> mismatches(Map<String, Weights> tensors) {
    JsonNode expectations = load();
    List<String> mismatches = new ArrayList<>();
    tensors.forEach(
        (name, weights) -> {
          if (!matches(expectations.path(name), weights.values())) {
            mismatches.add(name);
          }
        });
    return mismatches;
  }

  private static boolean matches(JsonNode expected, float[] values) {
    if (expected.has("sha256")) {
      return expected.path("sha256").asText().equals(Model.sha256(values));
    }
    double std = expected.path("std").asDouble();
    return expected.has("std")
        && Math.abs(mean(values) - expected.path("mean").asDouble()) <= TOLERANCE * std
        && Math.abs(standardDeviation(values) - std) <= TOLERANCE * std;
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Over all values, biased. */
  static double standardDeviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  private static JsonNode load() {
    try (InputStream in = Vgg19Expectations.class.getResourceAsStream("vgg19-expected.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
