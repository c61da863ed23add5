package io.github.tempera;

import static io.github.tempera.TestModels.largestDifference;
import static io.github.tempera.TestModels.meanDifference;
import static io.github.tempera.TestModels.part;
import static io.github.tempera.TestModels.picture;
import static io.github.tempera.TestModels.ramp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every network in every precision. */
class StylizerContractTest extends NetworkContract {
  @ParameterizedTest
  @MethodSource("subjects")
  void tilesGiveTheWholePicturesResult(Subject subject) {
    Picture content = picture(149, 131, 3);
    Picture whole = subject.stylizer.stylize(content, subject.woven);
    Picture tiled = subject.inTiles.stylize(content, subject.woven);
    assertThat(whole.width()).isEqualTo(149);
    assertThat(whole.height()).isEqualTo(131);
    assertThat(spread(whole)).as("a picture, not a flat or clipped surface").isGreaterThan(20);
    subject.assertSame(tiled, whole);
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void tilesGiveTheWholePicturesResultBelowFullStrength(Subject subject) {
    Picture content = picture(137, 89, 4);
    Look look = Look.of(subject.woven).withAlpha(0.4);
    subject.assertSame(subject.paintTiled(content, look), subject.paint(content, look));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void tilesGiveTheWholePicturesResultUnderMasks(Subject subject) {
    Picture content = picture(139, 83, 5);
    Look look = subject.regions().withAlpha(0.8);
    subject.assertSame(subject.paintTiled(content, look), subject.paint(content, look));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void strengthZeroGivesTheContentItself(Subject subject) {
    Picture content = picture(149, 83, 6);
    try (PreparedContent prepared = subject.stylizer.prepare(content)) {
      for (Look full : List.of(Look.of(subject.woven), subject.regions())) {
        Look none = full.withAlpha(0);
        assertThat(subject.paint(content, none).rgb()).isEqualTo(content.rgb());
        assertThat(subject.paintTiled(content, none).rgb()).isEqualTo(content.rgb());
        assertThat(prepared.stylize(none, Progress.NONE).rgb()).isEqualTo(content.rgb());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void littleStrengthChangesLittle(Subject subject) {
    Picture content = picture(149, 83, 6);
    for (Look full : List.of(Look.of(subject.woven), subject.regions())) {
      Look little = full.withAlpha(0.001);
      subject.assertSame(subject.paint(content, little), content);
      subject.assertSame(subject.paintTiled(content, little), content);
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void strengthGoesFromTheContentToTheStyle(Subject subject) {
    Picture content = picture(96, 64, 7);
    Picture none = at(subject, content, 0);
    Picture half = at(subject, content, 0.5);
    Picture full = at(subject, content, 1);
    double all = meanDifference(none, full);
    assertThat(all).isGreaterThan(1);
    assertThat(meanDifference(none, half)).isBetween(0.1 * all, 0.95 * all);
    assertThat(meanDifference(half, full)).isBetween(0.1 * all, 0.95 * all);
  }

  private static Look under(Mask mask, Style style) {
    return Look.of(List.of(Look.Part.of(style).withMask(mask)));
  }

  private static Picture at(Subject subject, Picture content, double alpha) {
    return subject.paint(content, Look.of(subject.woven).withAlpha(alpha));
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void everySizeComesOutAsItWentIn(Subject subject) {
    int[][] sizes = {{1, 1}, {1, 2}, {3, 1}, {7, 5}, {15, 17}, {31, 33}, {1, 300}, {400, 2}};
    for (int[] size : sizes) {
      Picture painted = subject.stylizer.stylize(picture(size[0], size[1], 8), subject.spotted);
      assertThat(new int[] {painted.width(), painted.height()}).isEqualTo(size);
    }
    Style ofOnePixel = subject.stylizer.encode(picture(1, 1, 9));
    assertThat(subject.stylizer.stylize(picture(40, 40, 10), ofOnePixel).width()).isEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void maskOfOnesIsNoMask(Subject subject) {
    Picture content = picture(80, 60, 11);
    Mask ones = Mask.of(1, 1, new byte[] {-1});
    Picture masked = subject.paint(content, under(ones, subject.woven));
    assertThat(masked.rgb()).isEqualTo(subject.stylizer.stylize(content, subject.woven).rgb());
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void severalMasksOfOnesBlendEvenly(Subject subject) {
    Picture content = picture(80, 60, 11);
    Mask ones = Mask.of(2, 1, new byte[] {-1, -1});
    Picture masked =
        subject.paint(
            content,
            Look.of(
                List.of(
                    Look.Part.of(subject.woven).withMask(ones),
                    Look.Part.of(subject.spotted).withMask(ones))));
    Style even = Style.blend(List.of(subject.woven, subject.spotted), List.of(1.0, 1.0));
    assertThat(masked.rgb()).isEqualTo(subject.stylizer.stylize(content, even).rgb());
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void softAndHardMasksAgreeInTheLimit(Subject subject) {
    Picture content = picture(80, 64, 12);
    Mask almostOnes = Mask.of(2, 1, new byte[] {-1, (byte) 254});
    Picture masked = subject.paint(content, under(almostOnes, subject.woven));
    assertThat(meanDifference(masked, subject.stylizer.stylize(content, subject.woven)))
        .isLessThan(1);
  }

  /** Also where the decoder still sees what lies under the mask. */
  @ParameterizedTest
  @MethodSource("subjects")
  void whatNoMaskCoversStaysTheContent(Subject subject) {
    Picture content = picture(240, 148, 13);
    byte[] values = new byte[240];
    Arrays.fill(values, 0, 80, (byte) -1);
    Look regions = under(Mask.of(240, 1, values), subject.woven);
    try (PreparedContent prepared = subject.stylizer.prepare(content)) {
      for (Picture masked :
          List.of(
              subject.paint(content, regions),
              subject.paintTiled(content, regions),
              subject.paintTiled(content, regions.withAlpha(0.7)),
              prepared.stylize(regions, Progress.NONE))) {
        assertThat(part(masked, 80, 240).rgb()).isEqualTo(part(content, 80, 240).rgb());
        assertThat(meanDifference(part(masked, 0, 80), part(content, 0, 80))).isGreaterThan(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsHardlyCoveredHardlyChanges(Subject subject) {
    Picture content = picture(120, 90, 13);
    Picture masked = subject.paint(content, under(Mask.of(2, 1, new byte[] {1, 1}), subject.woven));
    assertThat(largestDifference(masked, content)).isLessThanOrEqualTo(2 * subject.rounding());
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void blendingFollowsTheWeights(Subject subject) {
    Picture content = picture(72, 56, 14);
    List<Style> styles = List.of(subject.woven, subject.spotted);
    Picture first = subject.stylizer.stylize(content, subject.woven);
    Picture onlyFirst = subject.stylizer.stylize(content, Style.blend(styles, List.of(3.0, 0.0)));
    assertThat(onlyFirst.rgb()).isEqualTo(first.rgb());
    Picture scaled = subject.stylizer.stylize(content, Style.blend(styles, List.of(1.0, 3.0)));
    Picture same = subject.stylizer.stylize(content, Style.blend(styles, List.of(0.25, 0.75)));
    assertThat(largestDifference(scaled, same)).isLessThanOrEqualTo(1);
    assertThat(meanDifference(scaled, first)).isGreaterThan(0.3);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void weightedPartsArePaintedAsTheBlendOfTheirStyles(Subject subject) {
    Picture content = picture(72, 56, 14);
    double[][] weights = {{1, 3}, {0.25, 0.25}, {0, 2}};
    for (double[] w : weights) {
      Look look =
          Look.of(
              List.of(
                  Look.Part.of(subject.woven).withWeight(w[0]),
                  Look.Part.of(subject.spotted).withWeight(w[1])));
      Style blend = Style.blend(List.of(subject.woven, subject.spotted), List.of(w[0], w[1]));
      assertThat(subject.paint(content, look).rgb())
          .isEqualTo(subject.stylizer.stylize(content, blend).rgb());
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void coloursAreKeptBeforeAndAfterPainting(Subject subject) {
    Picture content = picture(91, 67, 18);
    Picture one = picture(61, 47, 1);
    Picture other = picture(67, 43, 2);
    Mask mask = ramp(23, 7, false);
    Look pictures =
        Look.of(List.of(Look.Part.of(one).withMask(mask), Look.Part.of(other).withMask(mask)))
            .withAlpha(0.8);
    Look coral = pictures.withPreserveColor(PreserveColor.CORAL);
    Look luminance = pictures.withPreserveColor(PreserveColor.LUMINANCE);
    for (Stylizer stylizer : List.of(subject.stylizer, subject.inTiles)) {
      Picture plain = stylizer.stylize(content, subject.regionsOf(one, other, mask), Progress.NONE);
      Picture recoloured =
          stylizer.stylize(
              content,
              subject.regionsOf(
                  PreserveColor.CORAL.recolorStyle(one, content),
                  PreserveColor.CORAL.recolorStyle(other, content),
                  mask),
              Progress.NONE);
      try (PreparedContent prepared = stylizer.prepare(content)) {
        for (Picture painted :
            List.of(
                stylizer.stylize(content, coral, Progress.NONE),
                prepared.stylize(coral, Progress.NONE))) {
          assertThat(painted.rgb()).isEqualTo(recoloured.rgb()).isNotEqualTo(plain.rgb());
        }
        byte[] restored = PreserveColor.LUMINANCE.restoreColor(plain, content).rgb();
        for (Picture painted :
            List.of(
                stylizer.stylize(content, luminance, Progress.NONE),
                prepared.stylize(luminance, Progress.NONE))) {
          assertThat(painted.rgb()).isEqualTo(restored).isNotEqualTo(plain.rgb());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void coralNeedsThePictureOfAStyle(Subject subject) {
    Look coral = Look.of(subject.woven).withPreserveColor(PreserveColor.CORAL);
    assertThatThrownBy(() -> subject.paint(picture(32, 32, 3), coral))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("give the picture");
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void aLargeStylePictureIsShrunkUnlessItsOwnSizeIsAskedFor(Subject subject) {
    Picture content = picture(72, 56, 14);
    Picture style = picture(Style.DEFAULT_SIZE + 40, Style.DEFAULT_SIZE + 60, 2);
    assertThat(subject.paint(content, Look.of(style)).rgb())
        .isEqualTo(subject.stylizer.stylize(content, subject.stylizer.encode(style)).rgb());
    assertThat(subject.paint(content, Look.of(List.of(Look.Part.ofOwnSize(style)))).rgb())
        .isEqualTo(
            subject.stylizer.stylize(content, subject.stylizer.encode(style, Progress.NONE)).rgb());
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void alphaChannelIsKept(Subject subject) {
    Picture opaque = picture(33, 21, 15);
    byte[] alpha = new byte[33 * 21];
    alpha[40] = 77;
    Picture content = Picture.of(33, 21, opaque.rgb(), alpha);
    assertThat(subject.stylizer.stylize(content, subject.woven).alpha()).contains(alpha);
    Picture none = at(subject, content, 0);
    assertThat(none.alpha()).contains(alpha);
    assertThat(none.rgb()).isEqualTo(content.rgb());
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void eightThreadsGetWhatOneGets(Subject subject) throws Exception {
    List<Picture> contents = new ArrayList<>();
    List<Picture> expected = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      contents.add(picture(70 + 3 * i, 50 + i, 20 + i));
      expected.add(subject.stylizer.stylize(contents.get(i), subject.woven));
    }
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 4; round++) {
        List<Future<Picture>> painted = new ArrayList<>();
        for (Picture content : contents) {
          painted.add(pool.submit(() -> subject.stylizer.stylize(content, subject.woven)));
        }
        for (int i = 0; i < 8; i++) {
          assertThat(painted.get(i).get().rgb()).isEqualTo(expected.get(i).rgb());
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void progressCountsEveryTileOfBothPasses(Subject subject) {
    Picture content = picture(200, 100, 16);
    assertThat(steps(heard -> subject.inTiles.stylize(content, Look.of(subject.woven), heard)))
        .isEqualTo(2 * 4 * 2);
    try (PreparedContent prepared = subject.inTiles.prepare(content)) {
      assertThat(steps(heard -> subject.inTiles.prepare(content, 1, heard).close()))
          .isEqualTo(4 * 2);
      assertThat(steps(heard -> prepared.stylize(Look.of(subject.woven), heard))).isEqualTo(4 * 2);
      assertThat(steps(heard -> prepared.stylize(subject.regions(), heard))).isEqualTo(2 * 4 * 2);
    }
  }

  /** How many steps a work takes, each of which it tells. */
  static long steps(Consumer<Progress> work) {
    List<Long> seen = new ArrayList<>();
    Set<Long> totals = new HashSet<>();
    work.accept(
        (done, total) -> {
          seen.add(done);
          totals.add(total);
        });
    long total = seen.size();
    assertThat(seen).isSorted().doesNotHaveDuplicates().endsWith(total);
    assertThat(totals).containsExactly(total);
    return total;
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void interruptingCancels(Subject subject) {
    Picture content = picture(200, 100, 17);
    Progress interrupting = (done, total) -> Thread.currentThread().interrupt();
    try (PreparedContent prepared = subject.inTiles.prepare(content)) {
      for (Look look : List.of(Look.of(subject.woven), subject.regions())) {
        cancelled(() -> subject.inTiles.stylize(content, look, interrupting));
        cancelled(() -> prepared.stylize(look, interrupting));
      }
      cancelled(() -> subject.inTiles.prepare(content, 1, interrupting));
      assertThat(prepared.stylize(subject.woven).rgb())
          .isEqualTo(subject.inTiles.stylize(content, subject.woven).rgb());
    }
  }

  private static void cancelled(ThrowingCallable work) {
    assertThatThrownBy(work).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsPreparedIsPaintedTheSameAgainAndAgain(Subject subject) {
    Picture content = picture(149, 131, 18);
    Look full = Look.of(subject.woven);
    for (Stylizer stylizer : List.of(subject.stylizer, subject.inTiles)) {
      try (PreparedContent prepared = stylizer.prepare(content)) {
        for (int round = 0; round < 2; round++) {
          for (Look look : List.of(full, full.withAlpha(0.3), subject.regions())) {
            assertThat(prepared.stylize(look, Progress.NONE).rgb())
                .isEqualTo(stylizer.stylize(content, look, Progress.NONE).rgb());
          }
        }
        assertThat(prepared.stylize(subject.woven).rgb())
            .isEqualTo(stylizer.stylize(content, subject.woven).rgb());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void whatIsPreparedSaysWhatItCannotDo(Subject subject) {
    PreparedContent prepared = subject.stylizer.prepare(picture(91, 67, 18));
    assertThatThrownBy(() -> prepared.stylize(Look.of(subject.woven).withStroke(2), Progress.NONE))
        .isInstanceOf(TemperaException.class)
        .hasMessage("This content is prepared for a stroke of 1.0, not of 2.0: prepare it anew.");
    prepared.close();
    prepared.close();
    assertThatThrownBy(() -> prepared.stylize(subject.woven))
        .isInstanceOf(IllegalStateException.class);
  }

  private static double spread(Picture picture) {
    double sum = 0;
    double squares = 0;
    for (byte value : picture.rgb()) {
      sum += value & 255;
      squares += (value & 255) * (value & 255);
    }
    double mean = sum / picture.rgb().length;
    return Math.sqrt(squares / picture.rgb().length - mean * mean);
  }
}
