package io.github.tempera.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

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
    Properties expectations = load();
    List<String> mismatches = new ArrayList<>();
    tensors.forEach(
        (name, weights) -> {
          String expected = expectations.getProperty(name, "");
          if (!matches(expected.split(" ", -1), weights.values())) {
            mismatches.add(name);
          }
        });
    return mismatches;
  }

  /**
   * @param expected {@code sha256 HEX} or {@code mean NUMBER std NUMBER}
   */
  private static boolean matches(String[] expected, float[] values) {
    if (expected[0].equals("sha256")) {
      return expected[1].equals(Model.sha256(values));
    }
    if (expected.length < 4) {
      return false;
    }
    double mean = Double.parseDouble(expected[1]);
    double std = Double.parseDouble(expected[3]);
    return Math.abs(mean(values) - mean) <= TOLERANCE * std
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

  private static Properties load() {
    Properties expectations = new Properties();
    try (InputStream in =
        Vgg19Expectations.class.getResourceAsStream("vgg19-expected.properties")) {
      expectations.load(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return expectations;
  }
}
