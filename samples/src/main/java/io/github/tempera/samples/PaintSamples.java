package io.github.tempera.samples;

import io.github.tempera.samples.crafts.Batik;
import io.github.tempera.samples.crafts.CrossStitch;
import io.github.tempera.samples.crafts.DelftTiles;
import io.github.tempera.samples.crafts.LeadedGlass;
import io.github.tempera.samples.crafts.Marbling;
import io.github.tempera.samples.crafts.Mosaic;
import io.github.tempera.samples.crafts.Quilt;
import io.github.tempera.samples.crafts.StarTiles;
import io.github.tempera.samples.crafts.Tartan;
import io.github.tempera.samples.crafts.Vase;
import io.github.tempera.samples.lines.Chalk;
import io.github.tempera.samples.lines.Engraving;
import io.github.tempera.samples.lines.Hatching;
import io.github.tempera.samples.lines.LineDrawing;
import io.github.tempera.samples.lines.Pencil;
import io.github.tempera.samples.lines.Stipple;
import io.github.tempera.samples.prints.Blueprint;
import io.github.tempera.samples.prints.ColourGrid;
import io.github.tempera.samples.prints.Comic;
import io.github.tempera.samples.prints.CutPaper;
import io.github.tempera.samples.prints.Geometry;
import io.github.tempera.samples.prints.Linocut;
import io.github.tempera.samples.prints.Neon;
import io.github.tempera.samples.prints.OpArt;
import io.github.tempera.samples.prints.PixelArt;
import io.github.tempera.samples.prints.PopDots;
import io.github.tempera.samples.prints.TravelPoster;
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
    ALL.put("strong/travel-poster.png", TravelPoster::paint);
    ALL.put("strong/geometry.png", Geometry::paint);
    ALL.put("strong/colour-grid.png", ColourGrid::paint);
    ALL.put("strong/pop-dots.png", PopDots::paint);
    ALL.put("strong/comic.png", Comic::paint);
    ALL.put("strong/cut-paper.png", CutPaper::paint);
    ALL.put("strong/neon.jpg", Neon::paint);
    ALL.put("strong/blueprint.jpg", Blueprint::paint);
    ALL.put("strong/linocut.png", Linocut::paint);
    ALL.put("strong/pixel-art.png", PixelArt::paint);
    ALL.put("strong/op-art.png", OpArt::paint);
    ALL.put("strong/pencil.jpg", Pencil::paint);
    ALL.put("strong/hatching.png", Hatching::paint);
    ALL.put("strong/engraving.png", Engraving::paint);
    ALL.put("strong/line-drawing.png", LineDrawing::paint);
    ALL.put("strong/chalk.jpg", Chalk::paint);
    ALL.put("strong/stipple.png", Stipple::paint);
    ALL.put("strong/tartan.jpg", Tartan::paint);
    ALL.put("strong/mosaic.jpg", Mosaic::paint);
    ALL.put("strong/leaded-glass.jpg", LeadedGlass::paint);
    ALL.put("strong/batik.jpg", Batik::paint);
    ALL.put("strong/marbling.jpg", Marbling::paint);
    ALL.put("strong/star-tiles.jpg", StarTiles::paint);
    ALL.put("strong/vase.png", Vase::paint);
    ALL.put("strong/cross-stitch.jpg", CrossStitch::paint);
    ALL.put("strong/delft-tiles.jpg", DelftTiles::paint);
    ALL.put("strong/quilt.jpg", Quilt::paint);
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
