package io.github.tempera.internal.tiling;

import static io.github.tempera.TestModels.largestDifference;
import static io.github.tempera.TestModels.meanDifference;
import static io.github.tempera.TestModels.picture;
import static io.github.tempera.TestModels.ramp;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Device;
import io.github.tempera.FourthNetwork;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.description.RandomWeights;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.internal.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A description is enough to paint with, tiled as in one piece. */
class FourthNetworkTest {
  @Test
  void aNetworkThatIsDescribedPaintsTheSameInTilesAsInOnePiece() {
    Picture content = picture(211, 173, 1);
    try (Network network =
        new Network(
            FourthNetwork.DESCRIPTION,
            RandomWeights.of(FourthNetwork.DESCRIPTION, 4),
            Backend.of(Precision.FLOAT32, Device.CPU))) {
      List<ChannelStatistics> first = passes(network, 512).style(picture(60, 50, 2));
      List<ChannelStatistics> second = passes(network, 512).style(picture(50, 70, 3));
      assertThat(first).hasSize(2);
      Picture whole = paint(network, 512, content, List.of(first), List.of());
      Picture other = paint(network, 512, content, List.of(second), List.of());
      assertThat(meanDifference(whole, other)).isGreaterThan(5);
      assertThat(largestDifference(paint(network, 64, content, List.of(first), List.of()), whole))
          .isLessThan(2);

      List<Mask> masks = List.of(ramp(5, 3, true), ramp(5, 3, false));
      Picture masked = paint(network, 512, content, List.of(first, second), masks);
      assertThat(meanDifference(masked, whole)).isGreaterThan(1);
      assertThat(
              largestDifference(paint(network, 64, content, List.of(first, second), masks), masked))
          .isLessThan(2);
    }
  }

  private static Picture paint(
      Network network,
      int tileSize,
      Picture content,
      List<List<ChannelStatistics>> styles,
      List<Mask> masks) {
    return passes(network, tileSize).paint(content, styles, masks, 1);
  }

  private static TwoPasses passes(Network network, int tileSize) {
    return new TwoPasses(network, tileSize, Progress.NONE);
  }
}
