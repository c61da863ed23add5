package io.github.tempera;

import static io.github.tempera.TestModels.largestDifference;
import static io.github.tempera.TestModels.meanDifference;
import static io.github.tempera.TestModels.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.image.Picture;
import io.github.tempera.model.Architecture;
import java.util.List;
import java.util.stream.Stream;

/** A network in a precision, and two styles of it: what contracts are tested on. */
final class Subject {
  final Precision precision;
  final Stylizer stylizer;
  final Style woven;
  final Style spotted;
  private final Architecture network;

  private Subject(Architecture network, Precision precision) {
    this.network = network;
    this.precision = precision;
    this.stylizer = Stylizer.open(TestModels.of(network), new Compute(precision, Device.CPU, 0));
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
