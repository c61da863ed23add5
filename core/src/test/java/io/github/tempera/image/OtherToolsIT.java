package io.github.tempera.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.TemperaException;
import io.github.tempera.image.Tools.Difference;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of every format, depth, alpha, profile and orientation, made by other people's tools,
 * are read as those read them.
 */
class OtherToolsIT {
  private static final String[] ORIENTATIONS = {
    "TopLeft",
    "TopRight",
    "BottomRight",
    "BottomLeft",
    "LeftTop",
    "RightTop",
    "RightBottom",
    "LeftBottom"
  };

  private final Path folder;
  private final Path opaque;
  private final Path transparent;
  private final List<String> wrong = new ArrayList<>();
  private int made;

  OtherToolsIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    opaque = source(BufferedImage.TYPE_INT_RGB);
    transparent = source(BufferedImage.TYPE_INT_ARGB);
  }

  private Path source(int type) throws IOException {
    byte[] png = EncodedPictures.encode(WebpParityIT.textured(75, 52, type), "png");
    return Files.write(folder.resolve("source" + type + ".png"), png);
  }

  @BeforeAll
  static void tools() {
    Tools.need("convert", "identify", "tiffcp", "exiftool");
  }

  private Path next(String extension) {
    return folder.resolve(made++ + "." + extension);
  }

  /** Notes where a file is not read as ImageMagick reads it after these steps. */
  private void compare(Path file, double mean, Object... steps) {
    Path png = folder.resolve("expected.png");
    List<Object> command = new ArrayList<>(List.of("convert", file + "[0]"));
    command.addAll(List.of(steps));
    // What it turned it leaves noted as not turned in the metadata that it copies.
    command.addAll(List.of("-strip", "-depth", "8", "PNG32:" + png));
    Tools.run(command.toArray());
    String told;
    try {
      Difference difference = Difference.between(Picture.read(file), Picture.read(png));
      if (difference.mean() <= mean && difference.worstAlpha() <= 1) {
        return;
      }
      told = difference.toString();
    } catch (RuntimeException e) {
      told = e.toString();
    }
    wrong.add(file.getFileName() + " (" + told + ")");
  }

  private Path convert(String extension, Path source, Object... options) {
    Path file = next(extension);
    List<Object> command = new ArrayList<>(List.of("convert", source));
    command.addAll(List.of(options));
    command.add(extension.equals("png") || extension.equals("bmp") ? file : file.toString());
    Tools.run(command.toArray());
    return file;
  }

  @Test
  void everyKindOfSamplesInATiff() {
    for (String type : List.of("TrueColor", "TrueColorAlpha", "Grayscale", "GrayscaleAlpha")) {
      boolean alpha = type.endsWith("Alpha");
      Path source = alpha ? transparent : opaque;
      List<Integer> depths =
          switch (type) {
            case "TrueColor" -> List.of(1, 2, 4, 8, 12, 16, 32);
            case "TrueColorAlpha" -> List.of(1, 2, 4, 8, 16, 32);
            case "Grayscale" -> List.of(1, 2, 4, 8, 12, 16, 32);
            default -> List.of(8, 16, 32);
          };
      for (int depth : depths) {
        compare(convert("tif", source, "-type", type, "-depth", depth, "-compress", "none"), 1);
      }
      for (int depth : alpha ? List.of(16, 32) : List.of(16, 32, 64)) {
        String format = "quantum:format=floating-point";
        compare(convert("tif", source, "-type", type, "-depth", depth, "-define", format), 0.6);
      }
      for (int depth : List.of(8, 16)) {
        for (String compression : List.of("lzw", "zip", "rle")) {
          compare(
              convert("tif", source, "-type", type, "-depth", depth, "-compress", compression),
              0.6);
        }
        compare(convert("tif", source, "-type", type, "-depth", depth, "-endian", "msb"), 0.6);
        compare(convert("tif", source, "-type", type, "-depth", depth, "-interlace", "plane"), 0.6);
        String tiles = "tiff:tile-geometry=32x48";
        compare(convert("tif", source, "-type", type, "-depth", depth, "-define", tiles), 0.6);
        for (String kind :
            alpha ? List.of("associated", "unassociated", "unspecified") : List.<String>of()) {
          String define = "tiff:alpha=" + kind;
          compare(convert("tif", source, "-type", type, "-depth", depth, "-define", define), 0.6);
        }
      }
    }
    for (int depth : List.of(1, 2, 4, 8)) {
      compare(convert("tif", opaque, "-type", "Palette", "-depth", depth), 0);
    }
    for (String compression : List.of("group4", "fax", "lzw")) {
      compare(convert("tif", opaque, "-type", "Bilevel", "-compress", compression), 0);
    }
    compare(convert("tif", opaque, "-compress", "jpeg"), 0.5);
    String inverted = "quantum:polarity=min-is-white";
    compare(convert("tif", opaque, "-colorspace", "Gray", "-define", inverted), 0);
    compare(convert("tif", opaque, "-colorspace", "YCbCr"), 1, "-colorspace", "sRGB");
    for (String layout : List.of("contig", "separate")) {
      Path file = next("tif");
      Tools.run("tiffcp", "-p", layout, "-8", "-c", "zip:2", convert("tif", opaque), file);
      compare(file, 0);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyKindOfPngGifAndBmp() {
    for (int type : List.of(0, 2, 3, 4, 6)) {
      Path source = type >= 4 ? transparent : opaque;
      List<Integer> depths =
          type == 0 ? List.of(1, 2, 4, 8, 16) : type == 3 ? List.of(1, 2, 4, 8) : List.of(8, 16);
      for (int depth : depths) {
        for (String interlace : List.of("none", "PNG")) {
          List<Object> options = new ArrayList<>(List.of("-interlace", interlace));
          if (type == 3) {
            options.addAll(List.of("-colors", Math.min(100, 1 << depth)));
          }
          options.addAll(List.of("-colorspace", type % 4 == 0 ? "Gray" : "sRGB"));
          options.addAll(List.of("-define", "png:color-type=" + type));
          options.addAll(List.of("-define", "png:bit-depth=" + depth));
          compare(convert("png", source, options.toArray()), 0.6);
        }
      }
    }
    compare(convert("gif", opaque), 0);
    compare(convert("gif", transparent, "-interlace", "GIF"), 0);
    compare(convert("gif", opaque, "-repage", "200x150+50+40"), 0, "-coalesce");
    compare(
        convert("gif", opaque, "-repage", "80x60+3+2", "(", "-size", "80x60", "xc:red", ")"),
        0,
        "-coalesce");
    for (String define :
        List.of("bmp3:alpha=true", "bmp:format=bmp2", "bmp:format=bmp3", "bmp:format=bmp4")) {
      compare(convert("bmp", opaque, "-define", define), 0);
      compare(convert("bmp", transparent, "-define", define), 0);
    }
    for (String define : List.of("RGB555", "RGB565", "ARGB1555", "ARGB4444")) {
      compare(convert("bmp", opaque, "-define", "bmp:subtype=" + define), 1);
    }
    compare(convert("bmp", opaque, "-type", "Bilevel"), 0);
    compare(convert("bmp", opaque, "-type", "Palette", "-colors", 16), 0);
    compare(convert("bmp", opaque, "-type", "Palette", "-compress", "RLE"), 0);
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyKindOfJpeg() {
    for (String sampling : List.of("1x1", "2x1", "1x2", "2x2", "4x1")) {
      for (String interlace : List.of("none", "JPEG")) {
        compare(
            convert(
                "jpg",
                opaque,
                "-quality",
                90,
                "-sampling-factor",
                sampling,
                "-interlace",
                interlace),
            1);
      }
    }
    compare(convert("jpg", opaque, "-colorspace", "Gray"), 0.5);
    compare(convert("jpg", opaque, "-define", "jpeg:restart-interval=3"), 1);
    compare(convert("jpg", opaque, "-colorspace", "RGB", "-set", "colorspace", "sRGB"), 1);
    compare(convert("jpg", transparent, "-background", "white", "-flatten", "-quality", 5), 1);
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyFormatWithAProfile() throws IOException {
    Path srgb = profile("srgb.icc", ColorSpace.CS_sRGB);
    Path linear = profile("linear.icc", ColorSpace.CS_LINEAR_RGB);
    Path gray = profile("gray.icc", ColorSpace.CS_GRAY);
    Object[] toSrgb = {"-profile", srgb, "+profile", "icc"};
    for (String format : List.of("png", "tif", "jpg", "webp")) {
      for (Path source : List.of(opaque, transparent)) {
        for (int depth :
            format.equals("png") || format.equals("tif") ? List.of(8, 16) : List.of(8)) {
          Path plain = folder.resolve("plain.png");
          Tools.run("convert", source, "-strip", plain);
          Object lossless = format.equals("webp") ? "webp:lossless=true" : "a=b";
          compare(
              convert(format, plain, "-depth", depth, "-define", lossless, "-profile", linear),
              1,
              toSrgb);
        }
      }
    }
    for (String format : List.of("png", "tif", "jpg")) {
      compare(
          convert(format, opaque, "-strip", "-colorspace", "Gray", "-profile", gray), 1, toSrgb);
    }
    for (String alpha : List.of("associated", "unassociated")) {
      Path file =
          convert(
              "tif", transparent, "-strip", "-define", "tiff:alpha=" + alpha, "-profile", linear);
      compare(file, 1, toSrgb);
    }
    for (String format : List.of("png", "tif")) {
      Path file = convert(format, opaque, "-strip", "-type", "Palette", "-profile", linear);
      compare(file, 1, toSrgb);
    }
    assertThat(wrong).isEmpty();
  }

  private Path profile(String name, int space) throws IOException {
    return Files.write(folder.resolve(name), ICC_Profile.getInstance(space).getData());
  }

  @Test
  void everyFormatTurnedByExifOrByXmpAlone() throws IOException {
    for (String format : List.of("jpg", "png", "tif", "webp", "gif")) {
      Path upright = convert(format, opaque, "-strip");
      // How pictures are turned is one thing for all formats, how it is told each one's own.
      List<Integer> told =
          format.equals("jpg") ? List.of(1, 2, 3, 4, 5, 6, 7, 8) : List.of(2, 6, 7);
      for (int orientation : told) {
        Object[] turned = {"-orient", ORIENTATIONS[orientation - 1], "-auto-orient"};
        for (String tag : List.of("IFD0:Orientation#=", "XMP-tiff:Orientation#=")) {
          boolean exif = tag.startsWith("IFD0");
          if (exif && format.equals("gif")) {
            continue;
          }
          Path file = Files.copy(upright, next(format));
          Tools.run(
              "exiftool",
              "-q",
              "-overwrite_original",
              "-IFD0:Orientation=",
              "-" + tag + orientation,
              file);
          compare(file, 0.6, turned);
        }
      }
    }
    // Where both say something EXIF counts.
    Path both = convert("jpg", opaque, "-strip");
    Tools.run(
        "exiftool",
        "-q",
        "-overwrite_original",
        "-IFD0:Orientation#=6",
        "-XMP-tiff:Orientation#=3",
        both);
    compare(both, 0.6, "-orient", "RightTop", "-auto-orient");
    assertThat(wrong).isEmpty();
  }

  @Test
  void aDamagedTagOfATiffGivesAPictureOrASentence() throws IOException {
    Path linear = profile("linear.icc", ColorSpace.CS_LINEAR_RGB);
    String associated = "tiff:alpha=associated";
    Path file = convert("tif", transparent, "-strip", "-define", associated, "-profile", linear);
    byte[] whole = Files.readAllBytes(file);
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(4);
    for (int i = directory; i < directory + 2 + 12 * bytes.getShort(directory); i++) {
      for (int value : new int[] {0, 1, 255}) {
        byte[] damaged = whole.clone();
        damaged[i] = (byte) value;
        try {
          assertThat(Picture.read(damaged, "damaged", 100_000).width()).isPositive();
        } catch (TemperaException e) {
          assertThat(e).hasMessageContaining("damaged");
        }
      }
    }
  }

  @Test
  void chanceCombinesThem() {
    Random random = new Random(11);
    String[] formats = {"png", "tif", "jpg", "webp", "bmp", "gif"};
    for (int i = 0; i < 60; i++) {
      String format = formats[random.nextInt(formats.length)];
      Path source = random.nextBoolean() ? transparent : opaque;
      String size = (1 + random.nextInt(90)) + "x" + (1 + random.nextInt(90)) + "!";
      int depth = random.nextBoolean() ? 8 : 16;
      String type = random.nextInt(3) == 0 ? "Gray" : "sRGB";
      compare(
          convert(
              format,
              source,
              "-resize",
              size,
              "-colorspace",
              type,
              "-depth",
              depth,
              "-strip",
              "-define",
              "webp:lossless=true",
              "-quality",
              95),
          1);
    }
    assertThat(wrong).isEmpty();
  }
}
