package io.github.tempera.samples;

import io.github.tempera.samples.scenes.Harbour;
import io.github.tempera.samples.scenes.Portrait;
import io.github.tempera.samples.scenes.Street;
import io.github.tempera.samples.styles.CubistFacets;
import io.github.tempera.samples.styles.InkWash;
import io.github.tempera.samples.styles.Pointillist;
import io.github.tempera.samples.styles.StainedGlass;
import io.github.tempera.samples.styles.SwirlingStrokes;
import io.github.tempera.samples.styles.Watercolour;
import io.github.tempera.samples.styles.Woodcut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paints the sample pictures of the documentation into a folder.
 *
 * <p>From the root of a checkout, these two lines repaint everything in place:
 *
 * <pre>
 * mvn -pl samples -DskipTests package
 * java -cp samples/target/classes io.github.tempera.samples.PaintSamples docs/samples
 * </pre>
 *
 * <p>File names after the folder paint only those pictures.
 */
public final class PaintSamples {
  private static final Map<String, Sample> ALL = new LinkedHashMap<>();

  static {
    ALL.put("harbour.jpg", Harbour::paint);
    ALL.put("masks/harbour-sky.png", Harbour::skyMask);
    ALL.put("masks/harbour-water.png", Harbour::waterMask);
    ALL.put("portrait.jpg", Portrait::paint);
    ALL.put("street.jpg", Street::paint);
    ALL.put("swirling-strokes.png", SwirlingStrokes::paint);
    ALL.put("pointillist.png", Pointillist::paint);
    ALL.put("stained-glass.png", StainedGlass::paint);
    ALL.put("woodcut.png", Woodcut::paint);
    ALL.put("cubist-facets.png", CubistFacets::paint);
    ALL.put("watercolour.png", Watercolour::paint);
    ALL.put("ink-wash.png", InkWash::paint);
  }

  private PaintSamples() {}

  static Map<String, Sample> all() {
    return Collections.unmodifiableMap(ALL);
  }

  /**
   * Paints every picture, or only the named ones.
   *
   * @param args the output folder, then the file names wanted
   * @throws IOException if a picture cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      throw new IllegalArgumentException("usage: PaintSamples FOLDER [FILE...]");
    }
    List<String> wanted = List.of(args).subList(1, args.length);
    for (String name : wanted) {
      if (!ALL.containsKey(name)) {
        throw new IllegalArgumentException(name + " is none of " + ALL.keySet());
      }
    }
    for (Map.Entry<String, Sample> sample : ALL.entrySet()) {
      if (wanted.isEmpty() || wanted.contains(sample.getKey())) {
        long start = System.nanoTime();
        Pictures.write(sample.getValue().paint(), Path.of(args[0], sample.getKey()));
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println(sample.getKey() + " " + millis + " ms");
      }
    }
  }
}
