package io.github.tempera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.image.Picture;
import org.junit.jupiter.api.Test;

class PreparedContentTest {
  private static final Picture CONTENT = TestModels.picture(40, 30, 1);

  @Test
  void itCannotBeClosedFromItsOwnProgress() {
    try (Stylizer stylizer = Stylizer.open("slim");
        PreparedContent prepared = stylizer.prepare(CONTENT)) {
      Style style = stylizer.encode(TestModels.picture(32, 32, 2));
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> prepared.stylize(Look.of(style), (done, total) -> prepared.close()));
      assertThat(prepared.stylize(style).rgb()).isEqualTo(stylizer.stylize(CONTENT, style).rgb());
    }
  }

  @Test
  void onceClosedItPaintsNoMore() {
    try (Stylizer stylizer = Stylizer.open("slim")) {
      Style style = stylizer.encode(TestModels.picture(32, 32, 2));
      PreparedContent prepared = stylizer.prepare(CONTENT);
      prepared.close();
      prepared.close();
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> prepared.stylize(style));
    }
  }
}
