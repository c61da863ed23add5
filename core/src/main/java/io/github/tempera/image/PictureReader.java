package io.github.tempera.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.container.Container;
import io.github.tempera.internal.container.Embedded;
import io.github.tempera.internal.container.PictureStream;
import io.github.tempera.internal.container.TiffSamples;
import io.github.tempera.internal.file.FileErrors;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
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
  // What libwebp says.
  private static final String NOT_ALL_THERE = "NotEnoughData";

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
      throw new TemperaException(
          Kind.UNREADABLE, file, "%s is a folder: give a picture file.".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new TemperaException(
          Kind.NOT_FOUND, file, "There is no file %s: check its name and folder.".formatted(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new TemperaException(
          Kind.UNREADABLE,
          file,
          "%s is not an ordinary file: save the picture to one first.".formatted(file));
    }
    try (PictureStream stream = PictureStream.open(file)) {
      return new PictureReader(file.toString(), stream, maxPixels).read();
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, e);
    }
  }

  static Picture read(byte[] encoded, String name, long maxPixels) {
    return with(encoded, name, maxPixels, PictureReader::read);
  }

  static PictureHeader header(byte[] encoded, String name) {
    return with(encoded, name, Long.MAX_VALUE, PictureReader::header);
  }

  static void checkFormat(byte[] encoded, String name) {
    with(encoded, name, Long.MAX_VALUE, PictureReader::container);
  }

  /** What is asked of a file's bytes. */
  @FunctionalInterface
  private interface Question<T> {
    T of(PictureReader reader) throws IOException;
  }

  private static <T> T with(byte[] encoded, String name, long maxPixels, Question<T> question) {
    try (PictureStream stream = PictureStream.open(encoded)) {
      return question.of(new PictureReader(name, stream, maxPixels));
    } catch (IOException e) {
      throw new TemperaException(
          Kind.UNREADABLE, name, "Cannot read %s: %s.".formatted(name, reason(e)), e);
    }
  }

  private Container container() throws IOException {
    if (stream.length() == 0) {
      throw new TemperaException(
          Kind.UNREADABLE, name, "%s is empty: give a picture file.".formatted(name));
    }
    byte[] head = new byte[(int) Math.min(16, stream.length())];
    stream.readFully(head);
    return Container.of(head, name);
  }

  private PictureHeader header() throws IOException {
    Container container = container();
    Embedded embedded = Embedded.of(stream, container);
    Dimension size = with(container, embedded, reader -> size(reader, embedded));
    boolean lies = embedded.orientation() >= 5;
    return new PictureHeader(
        container.mediaType(), lies ? size.height : size.width, lies ? size.width : size.height);
  }

  private Picture read() throws IOException {
    Container container = container();
    Embedded embedded = Embedded.of(stream, container);
    try {
      return with(
          container,
          embedded,
          reader -> {
            BufferedImage image = decode(reader, embedded);
            if (pixelsLost || embedded.cutShort()) {
              throw cutShort(null);
            }
            Picture picture = picture(image, container, embedded);
            return Orientation.upright(picture, embedded.orientation());
          });
    } catch (OutOfMemoryError e) {
      throw new TemperaException(
          Kind.OUT_OF_RESOURCES,
          name,
          "Not enough memory for the picture %s: make it smaller, or give Java more with -Xmx."
              .formatted(name),
          e);
    }
  }

  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  private static Dimension size(ImageReader reader, Embedded embedded) throws IOException {
    Rectangle canvas = embedded.canvas();
    return canvas == null
        ? new Dimension(reader.getWidth(0), reader.getHeight(0))
        : canvas.getSize();
  }

  private BufferedImage decode(ImageReader reader, Embedded embedded) throws IOException {
    reader.addIIOReadWarningListener((source, warning) -> heed(warning, embedded));
    checkSize(reader.getWidth(0), reader.getHeight(0));
    Dimension whole = size(reader, embedded);
    checkSize(whole.width, whole.height);
    Dimension frame = embedded.firstFrameSize();
    if (frame != null
        && (reader.getWidth(0) != frame.width || reader.getHeight(0) != frame.height)) {
      throw new IIOException("the first frame is not as large as it says");
    }
    return reader.read(0);
  }

  /** Does something with a reader of this file; what goes wrong becomes a sentence. */
  private <T> T with(Container container, Embedded embedded, Use<T> use) {
    try (PictureStream frame = frame(embedded)) {
      ImageReader reader = reader(container, embedded);
      try {
        reader.setInput(frame == null ? stream : frame, true, true);
        return use.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (TemperaException e) {
      throw e;
    } catch (EOFException e) {
      throw cutShort(e);
    } catch (IOException | RuntimeException e) {
      // Readers meet damage with whatever exception it leads them into.
      boolean lacking =
          stream.readPastEnd()
              || embedded.cutShort()
              || e.getCause() instanceof EOFException
              || reason(e).contains(NOT_ALL_THERE);
      throw lacking
          ? cutShort(e)
          : new TemperaException(
              Kind.UNREADABLE,
              name,
              "%s is a damaged %s file, or a kind that Tempera cannot read (%s): save it anew as PNG or JPEG."
                  .formatted(name, container, reason(e)),
              e);
    } catch (LinkageError e) {
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          "Cannot read %s: the library for %s does not run on this system, or cannot be unpacked to %s. Give Java a folder for it with -Djava.io.tmpdir=FOLDER, or save the picture anew as PNG or JPEG."
              .formatted(name, container, System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  private static @Nullable PictureStream frame(Embedded embedded) {
    byte[] frame = embedded.firstFrame();
    return frame == null ? null : PictureStream.open(frame);
  }

  private static Picture picture(BufferedImage image, Container container, Embedded embedded) {
    // 32 bits a pixel of which 8 are not used look like this.
    boolean unused = container == Container.BMP && Pixels.isClear(image);
    Picture picture =
        Pixels.toPicture(
            unused ? Pixels.opaque(image) : image, embedded.samples(), embedded.profile());
    Rectangle canvas = embedded.canvas();
    return canvas == null
        ? picture
        : picture.onCanvas(canvas.x, canvas.y, canvas.width, canvas.height);
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
    return new TemperaException(Kind.UNREADABLE, name, message, cause);
  }

  private void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          "%s says that it has %d x %d pixels: it is damaged, get another copy of it."
              .formatted(name, width, height));
    }
    if ((long) width * height > maxPixels || !Picture.fitsAnArray(width, height)) {
      throw new TemperaException(
          Kind.WRONG_ARGUMENT,
          name,
          "%s has %d x %d pixels, more than the limit of %d: make it smaller first."
              .formatted(name, width, height, Math.min(maxPixels, Picture.MOST_PIXELS)));
    }
  }

  private static ImageReader reader(Container container, Embedded embedded) throws IOException {
    TiffSamples samples = embedded.samples();
    ImageReaderSpi provider =
        switch (container) {
          case JPEG -> embedded.plainJpeg() ? null : jpegProvider();
          // Several samples of a few bits are read by Java's own alone, all else better by the
          // other.
          case TIFF ->
              samples != null && samples.bits() < 8 && samples.count() > 1
                  ? null
                  : new TIFFImageReaderSpi();
          case BIG_TIFF -> new BigTIFFImageReaderSpi();
          case WEBP -> new WebPImageReaderSpi();
          case BMP -> new BMPImageReaderSpi();
          case PNG, GIF -> null;
        };
    return provider == null ? javaReader(container.name()) : provider.createReaderInstance();
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
}
