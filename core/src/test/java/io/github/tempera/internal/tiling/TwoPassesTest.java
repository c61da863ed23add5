package io.github.tempera.internal.tiling;

import static io.github.tempera.TestModels.largestDifference;
import static io.github.tempera.TestModels.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.TestModels;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.internal.network.Network;
import io.github.tempera.model.Architecture;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwoPassesTest {
  private static final int WIDTH = 131;
  private static final int HEIGHT = 139;

  /** Features kept whole, for one row of tiles and a half, or not at all: the same picture. */
  @ParameterizedTest
  @EnumSource(Architecture.class)
  void featuresComputedAgainGiveTheSamePicture(Architecture architecture) {
    Picture content = picture(WIDTH, HEIGHT, 1);
    Mask ramp = Mask.of(3, 1, new byte[] {0, 120, (byte) 200});
    Mask other = Mask.of(1, 3, new byte[] {(byte) 180, 90, 10});
    try (Network network = Network.of(TestModels.of(architecture), Precision.FLOAT32, Device.CPU)) {
      int channels = network.channels()[3];
      long bytesOfRow = 4L * channels * ((WIDTH + 7) / 8 * 8) / network.geometry().cell();
      long rows = 96 / network.geometry().cell();
      List<ChannelStatistics> first = passes(network, 512, 0).style(picture(60, 50, 2));
      List<ChannelStatistics> second = passes(network, 512, 0).style(picture(50, 70, 3));
      Picture whole = passes(network, 512, 0).paint(content, List.of(first), List.of(), 0.7);
      Picture masked =
          passes(network, 512, 0).paint(content, List.of(first, second), List.of(ramp, other), 0.7);
      for (long budget : new long[] {0, rows * bytesOfRow, Long.MAX_VALUE}) {
        Picture tiled = passes(network, 64, budget).paint(content, List.of(first), List.of(), 0.7);
        assertThat(largestDifference(tiled, whole)).as("budget %d", budget).isLessThan(2);
        Picture maskedTiles =
            passes(network, 64, budget)
                .paint(content, List.of(first, second), List.of(ramp, other), 0.7);
        assertThat(largestDifference(maskedTiles, masked)).as("budget %d", budget).isLessThan(2);
        try (EncodedContent encoded = passes(network, 64, budget).encode(content)) {
          TwoPasses again = passes(network, 64, budget);
          assertThat(again.paint(encoded, List.of(first, second), List.of(ramp, other), 0.7).rgb())
              .isEqualTo(maskedTiles.rgb());
          assertThat(again.paint(encoded, List.of(first), List.of(), 0.7).rgb())
              .isEqualTo(tiled.rgb());
        }
      }
    }
  }

  private static TwoPasses passes(Network network, int tileSize, long featureBudget) {
    return new TwoPasses(network, tileSize, featureBudget, Progress.NONE);
  }

  @Property
  void tilesCoverEveryPixelOnce(
      @ForAll @IntRange(min = 1, max = 300) int columns,
      @ForAll @IntRange(min = 1, max = 300) int rows,
      @ForAll @IntRange(min = 64, max = 700) int side) {
    int cell = 8;
    List<Window> tiles = Window.tiles(columns * cell, rows * cell, side, cell);
    long area = 0;
    for (Window tile : tiles) {
      area += (long) tile.width() * tile.height();
      assertThat(List.of(tile.x() % cell, tile.y() % cell)).containsOnly(0);
      assertThat(tile.width()).isPositive();
      assertThat(tile.height()).isPositive();
      assertThat(tile.right()).isLessThanOrEqualTo(columns * cell);
      assertThat(tile.bottom()).isLessThanOrEqualTo(rows * cell);
      if (tiles.size() > 1) {
        assertThat(Math.max(tile.width(), tile.height())).isLessThanOrEqualTo(side);
      }
    }
    assertThat(area).isEqualTo((long) columns * cell * rows * cell);
  }
}
