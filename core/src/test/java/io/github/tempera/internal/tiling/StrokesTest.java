package io.github.tempera.internal.tiling;

import static io.github.tempera.TestModels.picture;
import static io.github.tempera.TestModels.ramp;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.TestModels;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.internal.network.Network;
import io.github.tempera.model.Architecture;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StrokesTest {
  @ParameterizedTest
  @EnumSource(Architecture.class)
  void theNetworksOwnStrokesAreTheTwoPassesByteForByte(Architecture architecture) {
    Picture content = picture(131, 97, 1);
    for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
      try (Network network = Network.of(TestModels.of(architecture), precision, Device.CPU)) {
        List<ChannelStatistics> style = passes(network).style(picture(60, 50, 2));
        assertThat(
                new Strokes(network, 64, 1, Progress.NONE)
                    .paint(content, List.of(style), List.of(), 0.7)
                    .rgb())
            .isEqualTo(passes(network).paint(content, List.of(style), List.of(), 0.7).rgb());
        assertThat(
                new Strokes(network, 64, 1, Progress.NONE)
                    .paint(content, List.of(style), List.of(ramp(5, 3, true)), 1)
                    .rgb())
            .isEqualTo(
                passes(network).paint(content, List.of(style), List.of(ramp(5, 3, true)), 1).rgb());
      }
    }
  }

  private static TwoPasses passes(Network network) {
    return new TwoPasses(network, 64, Progress.NONE);
  }
}
