package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.image.Picture;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCandidateTest {
  @TempDir private Path folder = Path.of("");

  private static Picture sample(String name) {
    return PictureList.square(Path.of("..", "docs", "samples", name), 64);
  }

  @Test
  void paintsInFloat32WhateverItsOwnPrecisionIs() {
    Model slim = ModelStore.at(folder).load("slim");
    Picture content = sample("harbour.jpg");
    Picture style = sample("woodcut.png");
    try (ModelCandidate coarse = candidate(slim, Precision.BFLOAT16);
        ModelCandidate fine = candidate(slim, Precision.FLOAT32)) {
      coarse.prepare(style);
      fine.prepare(style);
      byte[] expected = fine.paint(content, style).rgb();
      assertThat(fine.paintInFloat32(content, style).rgb()).isEqualTo(expected);
      assertThat(coarse.paintInFloat32(content, style).rgb()).isEqualTo(expected);
      assertThat(coarse.paint(content, style).rgb()).isNotEqualTo(expected);
    }
  }

  private static ModelCandidate candidate(Model model, Precision precision) {
    return new ModelCandidate("slim", model, new Compute(precision, Device.CPU, 1));
  }
}
