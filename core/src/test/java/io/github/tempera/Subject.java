package io.github.tempera;

import static io.github.tempera.TestModels.largestDifference;
import static io.github.tempera.TestModels.meanDifference;
import static io.github.tempera.TestModels.picture;
import static io.github.tempera.TestModels.ramp;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.model.Architecture;
import java.util.List;
import java.util.stream.Stream;

/** A network in a precision, and two styles of it: what contracts are tested on. */
final class Subject {
  final Precision precision;
  final Stylizer stylizer;
  final Stylizer inTiles;
  final Style woven;
  final Style spotted;
  private final Architecture network;

  private Subject(Architecture network, Precision precision) {
    this.network = network;
    this.precision = precision;
    Compute compute = new Compute(precision, Device.CPU, 0);
    this.stylizer = Stylizer.open(TestModels.of(network), compute);
    this.inTiles = Stylizer.open(TestModels.of(network), compute.withTileSize(64));
    this.woven = stylizer.encode(picture(61, 47, 1));
    this.spotted = stylizer.encode(picture(67, 43, 2));
  }

  /** Every network in every precision; close their stylizers. */
  static List<Subject> all() {
    return Stream.of(Architecture.values())
        .flatMap(
            network ->
                Stream.of(Precision.FLOAT32, Precision.BFLOAT16)
                    .map(precision -> new Subject(network, precision)))
        .toList();
  }

  Picture paint(Picture content, Look look) {
    return stylizer.stylize(content, look, Progress.NONE);
  }

  Picture paintTiled(Picture content, Look look) {
    return inTiles.stylize(content, look, Progress.NONE);
  }

  /** Both styles, each where its mask is bright. */
  Look regions() {
    return Look.of(
        List.of(
            Look.Part.of(woven).withMask(ramp(23, 7, false)),
            Look.Part.of(spotted).withMask(ramp(211, 97, true))));
  }

  /** Two style pictures at strength 0.8, encoded as they are, under one mask. */
  Look regionsOf(Picture one, Picture other, Mask mask) {
    return Look.of(
            List.of(
                Look.Part.of(stylizer.encode(one)).withMask(mask),
                Look.Part.of(stylizer.encode(other)).withMask(mask)))
        .withAlpha(0.8);
  }

  void close() {
    stylizer.close();
    inTiles.close();
  }

  /**
   * Different tile shapes sum in different orders: a step of 1/255 in float32; bfloat16 keeps 8
   * bits of every intermediate value.
   */
  int rounding() {
    return precision == Precision.FLOAT32 ? 1 : 24;
  }

  void assertSame(Picture actual, Picture expected) {
    assertThat(largestDifference(actual, expected)).isLessThanOrEqualTo(rounding());
    assertThat(meanDifference(actual, expected))
        .isLessThan(precision == Precision.FLOAT32 ? 0.01 : 1.5);
  }

  @Override
  public String toString() {
    return network.id() + " " + precision;
  }
}
