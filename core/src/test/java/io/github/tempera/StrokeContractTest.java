package io.github.tempera;

import static io.github.tempera.TestModels.meanDifference;
import static io.github.tempera.TestModels.part;
import static io.github.tempera.TestModels.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for strokes of every size, for every network in every precision. */
class StrokeContractTest extends NetworkContract {
  private static final double[] FINE_TO_COARSE = {0.6, 1.3, 3};

  @ParameterizedTest
  @MethodSource("subjects")
  void tilesGiveTheWholePicturesResult(Subject subject) {
    Picture content = picture(149, 83, 3);
    for (double stroke : FINE_TO_COARSE) {
      Look look = Look.of(subject.woven).withStroke(stroke);
      subject.assertSame(subject.paintTiled(content, look), subject.paint(content, look));
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void tilesGiveTheWholePicturesResultUnderMasks(Subject subject) {
    Picture content = picture(139, 83, 5);
    for (double stroke : FINE_TO_COARSE) {
      Look look = subject.regions().withStroke(stroke).withAlpha(0.8);
      subject.assertSame(subject.paintTiled(content, look), subject.paint(content, look));
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void reducedThePaintingIsTheOneOfTheSmallPicture(Subject subject) {
    Picture content = picture(320, 256, 4);
    for (int stroke : new int[] {2, 4}) {
      Picture small =
          subject.stylizer.stylize(content.resize(320 / stroke, 256 / stroke), subject.woven);
      Picture painted = paint(subject, content, stroke);
      assertThat(meanDifference(painted.resize(320 / stroke, 256 / stroke), small)).isLessThan(4);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void strengthZeroGivesTheContentItself(Subject subject) {
    Picture content = picture(96, 64, 6);
    for (double stroke : FINE_TO_COARSE) {
      try (PreparedContent prepared = subject.stylizer.prepare(content, stroke, Progress.NONE)) {
        for (Look full : List.of(Look.of(subject.woven), subject.regions())) {
          Look none = full.withStroke(stroke).withAlpha(0);
          assertThat(subject.paint(content, none).rgb()).isEqualTo(content.rgb());
          assertThat(prepared.stylize(none, Progress.NONE).rgb()).isEqualTo(content.rgb());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void littleStrengthChangesLittle(Subject subject) {
    Picture content = picture(96, 64, 6);
    for (double stroke : FINE_TO_COARSE) {
      Look little = Look.of(subject.woven).withStroke(stroke).withAlpha(0.001);
      subject.assertSame(subject.paint(content, little), content);
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void strengthGoesFromTheContentToTheStyle(Subject subject) {
    Picture content = picture(96, 64, 7);
    for (double stroke : new double[] {0.6, 3}) {
      List<Picture> paintings = new ArrayList<>();
      for (double alpha : new double[] {0, 0.5, 1}) {
        paintings.add(
            subject.paint(content, Look.of(subject.woven).withStroke(stroke).withAlpha(alpha)));
      }
      double all = meanDifference(paintings.get(0), paintings.get(2));
      assertThat(all).isGreaterThan(1);
      assertThat(meanDifference(paintings.get(0), paintings.get(1)))
          .isBetween(0.1 * all, 0.95 * all);
      assertThat(meanDifference(paintings.get(1), paintings.get(2)))
          .isBetween(0.1 * all, 0.95 * all);
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void everySizeComesOutAsItWentIn(Subject subject) {
    int[][] sizes = {{1, 1}, {3, 1}, {15, 17}, {1, 100}};
    for (int[] size : sizes) {
      for (double stroke : new double[] {0.25, 1.001, 64}) {
        Picture painted = paint(subject, picture(size[0], size[1], 8), stroke);
        assertThat(new int[] {painted.width(), painted.height()}).isEqualTo(size);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void maskOfOnesIsNoMask(Subject subject) {
    Picture content = picture(80, 60, 11);
    Look everywhere = under(Mask.of(1, 1, new byte[] {-1}), subject.woven);
    for (double stroke : FINE_TO_COARSE) {
      assertThat(subject.paint(content, everywhere.withStroke(stroke)).rgb())
          .isEqualTo(paint(subject, content, stroke).rgb());
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatNoMaskCoversStaysTheContent(Subject subject) {
    Picture content = picture(240, 48, 13);
    byte[] left = new byte[240];
    Arrays.fill(left, 0, 80, (byte) -1);
    Look regions = under(Mask.of(240, 1, left), subject.woven);
    for (double stroke : FINE_TO_COARSE) {
      Picture masked = subject.paintTiled(content, regions.withStroke(stroke));
      assertThat(part(masked, 80, 240).rgb()).isEqualTo(part(content, 80, 240).rgb());
      assertThat(meanDifference(part(masked, 0, 80), part(content, 0, 80))).isGreaterThan(1);
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void blendingFollowsTheWeights(Subject subject) {
    Picture content = picture(72, 56, 14);
    List<Style> styles = List.of(subject.woven, subject.spotted);
    for (double stroke : FINE_TO_COARSE) {
      Picture first = paint(subject, content, stroke);
      Picture onlyFirst =
          subject.paint(
              content, Look.of(Style.blend(styles, List.of(3.0, 0.0))).withStroke(stroke));
      Picture between =
          subject.paint(
              content, Look.of(Style.blend(styles, List.of(1.0, 3.0))).withStroke(stroke));
      assertThat(onlyFirst.rgb()).isEqualTo(first.rgb());
      assertThat(meanDifference(between, first)).isGreaterThan(0.3);
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void alphaChannelIsKept(Subject subject) {
    byte[] alpha = new byte[33 * 21];
    alpha[40] = 77;
    Picture content = Picture.of(33, 21, picture(33, 21, 15).rgb(), alpha);
    for (double stroke : FINE_TO_COARSE) {
      Picture painted = paint(subject, content, stroke);
      assertThat(painted.alpha()).contains(alpha);
      assertThat(painted.rgb())
          .isEqualTo(paint(subject, Picture.of(33, 21, content.rgb()), stroke).rgb());
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void progressCountsTheTilesOfEverySize(Subject subject) {
    // 200 x 100 is 4 x 2 tiles; what is painted before, smaller, is one.
    assertThat(progress(subject, 4)).isEqualTo(2 * (1 + 1 + 4 * 2));
    assertThat(progress(subject, 2)).isEqualTo(2 * (1 + 4 * 2));
    // Enlarged to 400 x 200 it is 7 x 4 tiles.
    assertThat(progress(subject, 0.5)).isEqualTo(2 * 7 * 4);
  }

  private static long progress(Subject subject, double stroke) {
    Look look = Look.of(subject.woven).withStroke(stroke);
    return StylizerContractTest.steps(
        heard -> subject.inTiles.stylize(picture(200, 100, 16), look, heard));
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void whatIsPreparedLeavesTheOtherStepsToPainting(Subject subject) {
    Picture content = picture(200, 100, 16);
    for (double stroke : new double[] {4, 0.5}) {
      long first =
          StylizerContractTest.steps(
              heard -> subject.inTiles.prepare(content, stroke, heard).close());
      try (PreparedContent prepared = subject.inTiles.prepare(content, stroke, Progress.NONE)) {
        Look plain = Look.of(subject.woven).withStroke(stroke);
        for (Look look : List.of(plain, subject.regions().withStroke(stroke))) {
          long then = StylizerContractTest.steps(heard -> prepared.stylize(look, heard));
          long direct =
              StylizerContractTest.steps(heard -> subject.inTiles.stylize(content, look, heard));
          // What is painted at once measures under masks as it encodes, where it can.
          boolean again = stroke < 1 && look != plain;
          assertThat(first + then).isEqualTo(again ? direct + first : direct);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void interruptingCancelsAtEverySize(Subject subject) {
    for (long step : new long[] {1, 3, 9}) {
      Progress interrupting =
          (done, total) -> {
            assertThat(done).isLessThanOrEqualTo(step);
            if (done == step) {
              Thread.currentThread().interrupt();
            }
          };
      assertThatThrownBy(
              () ->
                  subject.inTiles.stylize(
                      picture(200, 100, 17), Look.of(subject.woven).withStroke(4), interrupting))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsPreparedIsPaintedTheSameAgainAndAgain(Subject subject) {
    Picture content = picture(61, 47, 18);
    for (double stroke : FINE_TO_COARSE) {
      Look weak = Look.of(subject.woven).withStroke(stroke).withAlpha(0.3);
      Look masked = subject.regions().withStroke(stroke);
      Look coloured =
          Look.of(picture(67, 43, 2)).withStroke(stroke).withPreserveColor(PreserveColor.CORAL);
      for (Stylizer stylizer : List.of(subject.stylizer, subject.inTiles)) {
        try (PreparedContent prepared = stylizer.prepare(content, stroke, Progress.NONE)) {
          for (Look look : List.of(weak, masked, weak, coloured)) {
            assertThat(prepared.stylize(look, Progress.NONE).rgb())
                .isEqualTo(stylizer.stylize(content, look, Progress.NONE).rgb());
          }
          assertThat(prepared.stylize(subject.woven).rgb())
              .isEqualTo(stylizer.stylize(content, weak.withAlpha(1), Progress.NONE).rgb());
        }
      }
    }
    assertThatThrownBy(() -> subject.stylizer.prepare(content, 0.1, Progress.NONE))
        .isInstanceOf(TemperaException.class);
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void strokesThatMakeThePictureTooLargeAreRefused(Subject subject) {
    Picture large = Picture.of(5000, 4000, new byte[3 * 5000 * 4000]);
    assertThatThrownBy(() -> paint(subject, large, 0.25))
        .isInstanceOf(TemperaException.class)
        .hasMessage(
            "A stroke of 0.25 has this picture painted at 20000 x 16000 pixels, and 300 million are"
                + " the most: choose a stroke nearer to 1.");
  }

  private static Look under(Mask mask, Style style) {
    return Look.of(List.of(Look.Part.of(style).withMask(mask)));
  }

  private static Picture paint(Subject subject, Picture content, double stroke) {
    return subject.paint(content, Look.of(subject.woven).withStroke(stroke));
  }
}
