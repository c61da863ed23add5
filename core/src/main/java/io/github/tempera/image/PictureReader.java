package io.github.tempera.image;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.github.tempera.TemperaException;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/** Reads picture files; every failure becomes a sentence that names the file. */
final class PictureReader {
  // What libjpeg says, through Java's reader, when pixels are missing. Its other warnings, about
  // stray bytes and such, cost no pixel.
  private static final List<String> PIXELS_LOST =
      List.of("premature end", "bad Huffman code", "instead of RST");
  private static final String NO_END = "Missing EOI";

  private final String name;
  private final PictureStream stream;
  private final long maxPixels;
  private boolean pixelsLost;

  private PictureReader(String name, PictureStream stream, long maxPixels) {
    this.name = name;
    this.stream = stream;
    this.maxPixels = maxPixels;
  }

  static Picture read(Path file, long maxPixels) {
    if (Files.isDirectory(file)) {
      throw new TemperaException("%s is a folder: give a picture file.".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new TemperaException("There is no file %s: check its name and folder.".formatted(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new TemperaException(
          "%s is not an ordinary file: save the picture to one first.".formatted(file));
    }
    try (PictureStream stream = PictureStream.open(file)) {
      return new PictureReader(file.toString(), stream, maxPixels).read();
    } catch (AccessDeniedException e) {
      throw new TemperaException(
          "No permission to read %s: change its permissions or copy it.".formatted(file), e);
    } catch (IOException e) {
      throw new TemperaException("Cannot read %s: %s.".formatted(file, reason(e)), e);
    }
  }

  static Picture read(byte[] encoded, String name, long maxPixels) {
    try (PictureStream stream = PictureStream.open(encoded)) {
      return new PictureReader(name, stream, maxPixels).read();
    } catch (IOException e) {
      throw new TemperaException("Cannot read %s: %s.".formatted(name, reason(e)), e);
    }
  }

  private Picture read() throws IOException {
    if (stream.length() == 0) {
      throw new TemperaException("%s is empty: give a picture file.".formatted(name));
    }
    byte[] head = new byte[(int) Math.min(16, stream.length())];
    stream.readFully(head);
    Container container = Container.of(head, name);
    Embedded embedded = Embedded.of(stream, container);
    ImageReader reader = reader(container, embedded, head);
    try {
      return Orientation.upright(decode(reader, container, embedded), embedded.orientation());
    } catch (OutOfMemoryError e) {
      throw new TemperaException(
          "Not enough memory for the picture %s: make it smaller, or give Java more with -Xmx."
              .formatted(name),
          e);
    } finally {
      reader.dispose();
    }
  }

  private Picture decode(ImageReader reader, Container container, Embedded embedded) {
    reader.addIIOReadWarningListener((source, warning) -> heed(warning, embedded));
    BufferedImage image;
    try {
      reader.setInput(stream, true, true);
      checkSize(reader.getWidth(0), reader.getHeight(0));
      image = reader.read(0);
    } catch (EOFException e) {
      throw cutShort(e);
    } catch (IOException | RuntimeException e) {
      if (e instanceof TemperaException known) {
        throw known;
      }
      // Readers meet damage with whatever exception it leads them into.
      throw stream.readPastEnd() || e.getCause() instanceof EOFException
          ? cutShort(e)
          : new TemperaException(
              "%s is a damaged %s file, or a kind that Tempera cannot read (%s): save it anew as PNG or JPEG."
                  .formatted(name, container, reason(e)),
              e);
    }
    if (pixelsLost || embedded.cutShort()) {
      throw cutShort(null);
    }
    return Pixels.toPicture(image, embedded.profile(), true);
  }

  private void heed(String warning, Embedded embedded) {
    pixelsLost |=
        PIXELS_LOST.stream().anyMatch(warning::contains)
            || (warning.contains(NO_END) && !embedded.oneScan());
  }

  private TemperaException cutShort(@Nullable Throwable cause) {
    String message =
        "%s is cut short or damaged, part of the picture is missing: get a complete copy of it."
            .formatted(name);
    return cause == null ? new TemperaException(message) : new TemperaException(message, cause);
  }

  private void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new TemperaException(
          "%s says that it has %d x %d pixels: it is damaged, get another copy of it."
              .formatted(name, width, height));
    }
    if ((long) width * height > maxPixels || !Picture.fitsAnArray(width, height)) {
      throw new TemperaException(
          "%s has %d x %d pixels, more than the limit of %d: make it smaller first."
              .formatted(name, width, height, Math.min(maxPixels, Picture.MOST_PIXELS)));
    }
  }

  private static ImageReader reader(Container container, Embedded embedded, byte[] head)
      throws IOException {
    ImageReaderSpi provider =
        switch (container) {
          case JPEG -> embedded.plainJpeg() ? null : jpegProvider();
          case TIFF -> isBigTiff(head) ? new BigTIFFImageReaderSpi() : new TIFFImageReaderSpi();
          case WEBP -> new WebPImageReaderSpi();
          case BMP -> new BMPImageReaderSpi();
          case PNG, GIF -> null;
        };
    return provider == null ? javaReader(container.name()) : provider.createReaderInstance();
  }

  private static boolean isBigTiff(byte[] head) {
    return head[2] == '+' || head[3] == '+';
  }

  /** The reader that comes with Java, whichever others are on the class path. */
  private static ImageReader javaReader(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
    }
    throw new IllegalStateException("This Java has no reader for " + format);
  }

  /** TwelveMonkeys' provider, which is of use only after it met Java's in the registry. */
  private static ImageReaderSpi jpegProvider() {
    JPEGImageReaderSpi registered =
        IIORegistry.getDefaultInstance().getServiceProviderByClass(JPEGImageReaderSpi.class);
    if (registered != null) {
      return registered;
    }
    JPEGImageReaderSpi provider = new JPEGImageReaderSpi();
    provider.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
    return provider;
  }

  static String reason(Throwable e) {
    Throwable cause = e instanceof IIOException && e.getCause() != null ? e.getCause() : e;
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** The file formats that pictures are read from, told by their first bytes. */
  enum Container {
    JPEG,
    PNG,
    TIFF,
    WEBP,
    BMP,
    GIF;

    /**
     * @param head the first bytes of a file, 16 where it has them
     */
    static Container of(byte[] head, String name) {
      // One character a byte, so that formats read as they are usually written down.
      String text = new String(head, StandardCharsets.ISO_8859_1);
      if (text.startsWith("\u00ff\u00d8\u00ff")) {
        return JPEG;
      }
      if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
        return PNG;
      }
      if (text.startsWith("II*\0")
          || text.startsWith("MM\0*")
          || text.startsWith("II+\0")
          || text.startsWith("MM\0+")) {
        return TIFF;
      }
      if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
        return WEBP;
      }
      if (text.startsWith("BM")) {
        return BMP;
      }
      if (text.startsWith("GIF8")) {
        return GIF;
      }
      if (text.startsWith("ftyp", 4)) {
        String brand = text.length() < 12 ? "" : text.substring(8, 12);
        throw new TemperaException(
            "%s is %s, which Tempera cannot read: convert it to JPEG or PNG first."
                .formatted(
                    name, brand.startsWith("avi") ? "an AVIF picture" : "a HEIC picture or video"));
      }
      throw new TemperaException(
          "%s is not a picture that Tempera can read: give it a JPEG, PNG, TIFF, WebP, BMP or GIF file."
              .formatted(name));
    }
  }
}
