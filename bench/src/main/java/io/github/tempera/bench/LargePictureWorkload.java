package io.github.tempera.bench;

import io.github.tempera.Style;
import io.github.tempera.Stylizer;
import io.github.tempera.image.Picture;
import java.util.List;

/** A stylization as users call it, of a picture too large for the parts to be run by themselves. */
final class LargePictureWorkload implements Workload {
  private final Stylizer stylizer;
  private final Style style;
  private final Picture content;

  LargePictureWorkload(Stylizer stylizer, int size) {
    this.stylizer = stylizer;
    style = stylizer.encode(Pictures.noise(Style.DEFAULT_SIZE, 2));
    content = Pictures.noise(size, 1);
  }

  @Override
  public List<Stage> stages() {
    return List.of(Stage.WITH_ENCODED_STYLE);
  }

  @Override
  public void run(Stage stage) {
    stylizer.stylize(content, style);
  }

  @Override
  public double operations(Stage stage) {
    return Double.NaN;
  }

  @Override
  public void close() {
    stylizer.close();
  }
}
