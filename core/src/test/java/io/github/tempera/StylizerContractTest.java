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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every network in every precision. */
class StylizerContractTest extends NetworkContract {
  private static final StylizeOptions WHOLE = StylizeOptions.DEFAULTS;
  private static final StylizeOptions TILED = WHOLE.withTileSize(64);

  @ParameterizedTest
  @MethodSource("subjects")
  void tilesGiveTheWholePicturesResult(Subject subject) {
    Picture content = picture(149, 131, 3);
    Picture whole = subject.stylizer.stylize(content, subject.woven, WHOLE, Progress.NONE);
    Picture tiled = subject.stylizer.stylize(content, subject.woven, TILED, Progress.NONE);
    assertThat(whole.width()).isEqualTo(149);
    assertThat(whole.height()).isEqualTo(131);
    assertThat(spread(whole)).as("a picture, not a flat or clipped surface").isGreaterThan(20);
    subject.assertSame(tiled, whole);
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void tilesGiveTheWholePicturesResultBelowFullStrength(Subject subject) {
    Picture content = picture(137, 89, 4);
    Picture whole =
        subject.stylizer.stylize(content, subject.woven, WHOLE.withAlpha(0.4), Progress.NONE);
    Picture tiled =
        subject.stylizer.stylize(content, subject.woven, TILED.withAlpha(0.4), Progress.NONE);
    subject.assertSame(tiled, whole);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void tilesGiveTheWholePicturesResultUnderMasks(Subject subject) {
    Picture content = picture(139, 83, 5);
    List<MaskedStyle> regions = regions(subject);
    Picture whole = subject.stylizer.stylize(content, regions, WHOLE.withAlpha(0.8), Progress.NONE);
    Picture tiled = subject.stylizer.stylize(content, regions, TILED.withAlpha(0.8), Progress.NONE);
    subject.assertSame(tiled, whole);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void strengthZeroGivesTheContentItself(Subject subject) {
    Picture content = picture(149, 83, 6);
    for (StylizeOptions options : List.of(WHOLE.withAlpha(0), TILED.withAlpha(0))) {
      assertThat(subject.stylizer.stylize(content, subject.woven, options, Progress.NONE).rgb())
          .isEqualTo(content.rgb());
      assertThat(subject.stylizer.stylize(content, regions(subject), options, Progress.NONE).rgb())
          .isEqualTo(content.rgb());
    }
    try (PreparedContent prepared = subject.stylizer.prepare(content)) {
      assertThat(prepared.stylize(subject.woven, 0).rgb()).isEqualTo(content.rgb());
      assertThat(prepared.stylize(regions(subject), 0).rgb()).isEqualTo(content.rgb());
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void littleStrengthChangesLittle(Subject subject) {
    Picture content = picture(149, 83, 6);
    for (StylizeOptions options : List.of(WHOLE.withAlpha(0.001), TILED.withAlpha(0.001))) {
      subject.assertSame(
          subject.stylizer.stylize(content, subject.woven, options, Progress.NONE), content);
      subject.assertSame(
          subject.stylizer.stylize(content, regions(subject), options, Progress.NONE), content);
    }
  }

  private static List<MaskedStyle> regions(Subject subject) {
    return List.of(
        new MaskedStyle(subject.woven, ramp(23, 7, false)),
        new MaskedStyle(subject.spotted, ramp(211, 97, true)));
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

  private static Picture at(Subject subject, Picture content, double alpha) {
    return subject.stylizer.stylize(content, subject.woven, WHOLE.withAlpha(alpha), Progress.NONE);
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
    Picture masked =
        subject.stylizer.stylize(
            content, List.of(new MaskedStyle(subject.woven, ones)), WHOLE, Progress.NONE);
    assertThat(masked.rgb()).isEqualTo(subject.stylizer.stylize(content, subject.woven).rgb());
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void severalMasksOfOnesBlendEvenly(Subject subject) {
    Picture content = picture(80, 60, 11);
    Mask ones = Mask.of(2, 1, new byte[] {-1, -1});
    Picture masked =
        subject.stylizer.stylize(
            content,
            List.of(new MaskedStyle(subject.woven, ones), new MaskedStyle(subject.spotted, ones)),
            WHOLE,
            Progress.NONE);
    Style even = Style.blend(List.of(subject.woven, subject.spotted), List.of(1.0, 1.0));
    assertThat(masked.rgb()).isEqualTo(subject.stylizer.stylize(content, even).rgb());
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void softAndHardMasksAgreeInTheLimit(Subject subject) {
    Picture content = picture(80, 64, 12);
    Mask almostOnes = Mask.of(2, 1, new byte[] {-1, (byte) 254});
    Picture masked =
        subject.stylizer.stylize(
            content, List.of(new MaskedStyle(subject.woven, almostOnes)), WHOLE, Progress.NONE);
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
    List<MaskedStyle> regions = List.of(new MaskedStyle(subject.woven, Mask.of(240, 1, values)));
    try (PreparedContent prepared = subject.stylizer.prepare(content)) {
      for (Picture masked :
          List.of(
              subject.stylizer.stylize(content, regions, WHOLE, Progress.NONE),
              subject.stylizer.stylize(content, regions, TILED, Progress.NONE),
              subject.stylizer.stylize(content, regions, TILED.withAlpha(0.7), Progress.NONE),
              prepared.stylize(regions, 1))) {
        assertThat(part(masked, 80, 240).rgb()).isEqualTo(part(content, 80, 240).rgb());
        assertThat(meanDifference(part(masked, 0, 80), part(content, 0, 80))).isGreaterThan(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsHardlyCoveredHardlyChanges(Subject subject) {
    Picture content = picture(120, 90, 13);
    List<MaskedStyle> regions =
        List.of(new MaskedStyle(subject.woven, Mask.of(2, 1, new byte[] {1, 1})));
    Picture masked = subject.stylizer.stylize(content, regions, WHOLE, Progress.NONE);
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
  @MethodSource("float32Subjects")
  void alphaChannelIsKept(Subject subject) {
    Picture opaque = picture(33, 21, 15);
    byte[] alpha = new byte[33 * 21];
    alpha[40] = 77;
    Picture content = Picture.of(33, 21, opaque.rgb(), alpha);
    assertThat(subject.stylizer.stylize(content, subject.woven).alpha()).isEqualTo(alpha);
    Picture none = at(subject, content, 0);
    assertThat(none.alpha()).isEqualTo(alpha);
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
    List<Long> seen = new ArrayList<>();
    subject.stylizer.stylize(
        picture(200, 100, 16),
        subject.woven,
        TILED,
        (done, total) -> {
          assertThat(total).isEqualTo(2 * 4 * 2);
          seen.add(done);
        });
    assertThat(seen).hasSize(16).isSorted().doesNotHaveDuplicates().endsWith(16L);
  }

  @ParameterizedTest
  @MethodSource("float32Subjects")
  void interruptingCancels(Subject subject) {
    Progress interrupting = (done, total) -> Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                subject.stylizer.stylize(picture(200, 100, 17), subject.woven, TILED, interrupting))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsPreparedIsPaintedTheSameAgainAndAgain(Subject subject) {
    Picture content = picture(91, 67, 18);
    List<MaskedStyle> regions =
        List.of(
            new MaskedStyle(subject.woven, ramp(23, 7, false)),
            new MaskedStyle(subject.spotted, ramp(11, 5, true)));
    Picture full = subject.stylizer.stylize(content, subject.woven);
    Picture masked = subject.stylizer.stylize(content, regions, WHOLE, Progress.NONE);
    PreparedContent prepared = subject.stylizer.prepare(content);
    for (int round = 0; round < 2; round++) {
      assertThat(prepared.stylize(subject.woven, 1).rgb()).isEqualTo(full.rgb());
      assertThat(prepared.stylize(regions, 1).rgb()).isEqualTo(masked.rgb());
      assertThat(prepared.stylize(subject.woven, 0.3).rgb())
          .isEqualTo(at(subject, content, 0.3).rgb());
    }
    assertThatThrownBy(() -> prepared.stylize(subject.woven, 1.1))
        .isInstanceOf(TemperaException.class);
    prepared.close();
    prepared.close();
    assertThatThrownBy(() -> prepared.stylize(subject.woven, 1))
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
