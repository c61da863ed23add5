package consumer;

import io.github.tempera.Style;
import io.github.tempera.Stylizer;
import io.github.tempera.image.Picture;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that uses Tempera as its users do. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    BufferedImage image = new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 120; x++) {
      for (int y = 0; y < 90; y++) {
        image.setRGB(x, y, (x * 2) << 16 | (y * 2) << 8 | (x ^ y));
      }
    }
    Path painted = Path.of("painted.png");
    try (Stylizer stylizer = Stylizer.open("slim")) {
      Style style = stylizer.encode(Picture.of(image));
      stylizer.stylize(Picture.of(image), style).write(painted);
    }
    Picture result = Picture.read(painted);
    if (result.width() != 120 || result.height() != 90 || Files.size(painted) < 1000) {
      throw new IllegalStateException("Not what was to be painted: " + result);
    }
    System.out.println("painted " + result.width() + "x" + result.height());
  }
}
