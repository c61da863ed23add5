package io.github.tempera.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.ComputeOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelsTest {
  @Test
  void filesAreCalledByTheirNamesWhereThatTellsThemApart() {
    assertThat(
            Models.names(
                List.of("slim", "a/model.safetensors", "b/model.safetensors", "c/new.safetensors")))
        .containsExactly("slim", "a/model.safetensors", "b/model.safetensors", "new");
    assertThat(Models.names(List.of("slim", "old/slim.safetensors")))
        .containsExactly("slim", "old/slim.safetensors");
  }

  @Test
  void theSameTwiceIsRefused() {
    assertThatThrownBy(() -> new Models(List.of("slim", "slim"), new ComputeOptions()))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("once");
  }
}
