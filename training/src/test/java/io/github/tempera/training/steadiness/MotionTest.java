package io.github.tempera.training.steadiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class MotionTest {
  private static final int SIDE = 16;

  /** A slope to the right, whose value is the pixel's column. */
  private static float[] moved(Motion motion) {
    Backend backend = Backend.of(Precision.FLOAT32, Device.CPU);
    float[] slope = new float[SIDE * SIDE];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = i % SIDE;
    }
    try (PointerScope scope = new PointerScope()) {
      return Backend.values(motion.of(backend.float32(slope, 1, 1, SIDE, SIDE), backend));
    }
  }

  @Test
  void noMotionIsNone() {
    float[] still = moved(new Motion(0, 1, 0, 0));
    for (int i = 0; i < still.length; i++) {
      assertThat(still[i]).isCloseTo(i % SIDE, within(1e-4f));
    }
  }

  @Test
  void whatIsAtAPlaceWasToTheRightBefore() {
    float[] shifted = moved(new Motion(0, 1, 1.5, 0));
    assertThat(shifted[8 * SIDE + 5]).isCloseTo(6.5f, within(1e-4f));
    // The last column lies 1.5 pixels behind the border at most, and is reflected there.
    assertThat(shifted[8 * SIDE + 15]).isBetween(13.5f, 15f);
  }

  @Test
  void itScalesAndTurnsAboutTheCentre() {
    float centre = (SIDE - 1) / 2f;
    float[] wide = moved(new Motion(0, 0.5, 0, 0));
    assertThat(wide[8 * SIDE + 12]).isCloseTo(centre + 0.5f * (12 - centre), within(1e-3f));
    float[] turned = moved(new Motion(Math.PI / 2, 1, 0, 0));
    // A quarter turn: columns become rows.
    assertThat(turned[3 * SIDE + 9]).isCloseTo(turned[3 * SIDE + 2], within(1e-3f));
    assertThat(Math.abs(turned[3 * SIDE + 9] - centre)).isCloseTo(centre - 3, within(1e-3f));
  }
}
