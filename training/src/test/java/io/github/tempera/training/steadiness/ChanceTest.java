package io.github.tempera.training.steadiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ChanceTest {
  @Property(tries = 200)
  void phasesLieOnTheGridAndTheSecondIsAnother(
      @ForAll long seed, @ForAll @LongRange(max = 1L << 40) long position) {
    Chance chance = Chance.of(seed, position, 8);
    for (Chance.Phase phase :
        new Chance.Phase[] {chance.first(), chance.style(), chance.second()}) {
      assertThat(phase.left()).isBetween(0, 7);
      assertThat(phase.top()).isBetween(0, 7);
    }
    assertThat(chance.second()).isNotEqualTo(chance.first());
    assertThat(Chance.of(seed, position, 8)).isEqualTo(chance);
    assertThat(chance.motion().isPresent()).isEqualTo(position % 2 == 1);
  }

  @Test
  void everyPhaseComes() {
    Set<Chance.Phase> first = new HashSet<>();
    Set<Chance.Phase> second = new HashSet<>();
    for (long position = 0; position < 400; position++) {
      Chance chance = Chance.of(3, position, 4);
      first.add(chance.first());
      second.add(chance.second());
    }
    assertThat(first).hasSize(16);
    assertThat(second).hasSize(16);
  }

  @Test
  void motionsAreSmall() {
    for (long position = 1; position < 2000; position += 2) {
      Motion motion = Chance.of(9, position, 8).motion().orElseThrow();
      assertThat(Math.abs(motion.right())).isLessThanOrEqualTo(2);
      assertThat(Math.abs(motion.down())).isLessThanOrEqualTo(2);
      assertThat(Math.abs(motion.angle())).isLessThan(0.1);
      assertThat(motion.scale()).isBetween(0.9, 1.1);
    }
  }
}
