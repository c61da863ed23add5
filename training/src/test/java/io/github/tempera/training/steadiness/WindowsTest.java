package io.github.tempera.training.steadiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.internal.network.Backend;
import io.github.tempera.training.steadiness.Chance.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
  private static final int CROP = 16;

  private static List<Phase> phases(int cell) {
    return IntStream.range(0, cell * cell).mapToObj(i -> new Phase(i % cell, i / cell)).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void whateverThePhaseTheLossesSeeTheSameCrop(int cell) {
    Windows windows = new Windows(CROP, cell);
    List<Phase> phases = phases(cell);
    try (PointerScope scope = new PointerScope()) {
      Tensor kept = torch.rand(phases.size(), 3, CROP + 2L * cell, CROP + 2L * cell);
      Tensor seen = windows.of(kept, phases);
      assertThat(seen.size(2)).isEqualTo(CROP + cell);
      assertThat(Backend.values(windows.crops(seen, phases)))
          .isEqualTo(Backend.values(kept.narrow(2, cell, CROP).narrow(3, cell, CROP)));
    }
  }

  /** 〈crops(x), g〉 = 〈x, gradient(g)〉: cutting out is linear. */
  @Test
  void theGradientIsTheTransposeOfCuttingOut() {
    Windows windows = new Windows(CROP, 4);
    List<Phase> phases = phases(4).subList(3, 8);
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.rand(5, 3, CROP + 4, CROP + 4);
      Tensor g = torch.rand(5, 3, CROP, CROP);
      assertThat(windows.gradient(x, g, phases).mul(x).sum().item_double())
          .isCloseTo(windows.crops(x, phases).mul(g).sum().item_double(), within(1e-2))
          .isGreaterThan(100);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void everyPhaseIsDrawnAndTheSecondIsAnother(int cell) {
    Set<Phase> first = new HashSet<>();
    Set<Phase> second = new HashSet<>();
    Set<Phase> style = new HashSet<>();
    for (long position = 0; position < 2000; position++) {
      Chance chance = Chance.of(1, position, cell);
      assertThat(chance.second()).isNotEqualTo(chance.first());
      assertThat(chance.motion().isPresent()).isEqualTo(position % 2 == 1);
      assertThat(Chance.of(1, position, cell)).isEqualTo(chance);
      first.add(chance.first());
      second.add(chance.second());
      style.add(chance.style());
    }
    Set<Phase> all = Set.copyOf(phases(cell));
    assertThat(first).isEqualTo(all);
    assertThat(second).isEqualTo(all);
    assertThat(style).isEqualTo(all);
    assertThat(Chance.of(2, 7, cell)).isNotEqualTo(Chance.of(1, 7, cell));
  }
}
