package io.github.tempera.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.WholeFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Writes picture files: beside the target first, then in its place at once. */
final class PictureWriter {
  private static final String JPEG_TREE = "javax_imageio_jpeg_image_1.0";

  private PictureWriter() {}

  static byte[] encode(Picture picture, Format format, WriteOptions options) {
    format.checkHolds(picture.width(), picture.height(), "as " + format);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      encode(picture, format, options, out);
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    } catch (OutOfMemoryError e) {
      throw outOfMemory("the file of a picture", picture, e);
    }
    return bytes.toByteArray();
  }

  static void write(Picture picture, Path file, Format format, WriteOptions options) {
    format.checkHolds(picture.width(), picture.height(), file);
    if (Files.isDirectory(file)) {
      throw cannotWrite(file, "it is a folder, give a file name", null);
    }
    // Putting a file in the place of /dev/null would be worse than refusing.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw cannotWrite(file, "it is not an ordinary file, give another name", null);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw cannotWrite(file, "there is no folder " + folder + ", create it first", null);
    }
    try {
      // A link stays, the file that it leads to is replaced.
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      WholeFile.replace(
          target,
          part -> {
            Files.createFile(part); // tells why it cannot, which the stream does not
            try (ImageOutputStream out = new FileImageOutputStream(part.toFile())) {
              encode(picture, format, options, out);
            }
          });
    } catch (AccessDeniedException e) {
      throw cannotWrite(file, "no permission to write in " + folder + ", choose another folder", e);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    } catch (OutOfMemoryError e) {
      throw outOfMemory(file.toString(), picture, e);
    }
  }

  private static TemperaException cannotWrite(Path file, String why, @Nullable Throwable cause) {
    String message = "Cannot write %s: %s.".formatted(file, why);
    return new TemperaException(Kind.UNWRITABLE, file, message, cause);
  }

  private static TemperaException outOfMemory(String what, Picture picture, OutOfMemoryError e) {
    return new TemperaException(
        Kind.OUT_OF_RESOURCES,
        what,
        "Not enough memory to write %s of %d x %d pixels: give Java more with -Xmx."
            .formatted(what, picture.width(), picture.height()),
        e);
  }

  private static void encode(
      Picture picture, Format format, WriteOptions options, ImageOutputStream out)
      throws IOException {
    switch (format) {
      case PNG -> encodePng(picture.toBufferedImage(), out);
      case JPEG -> encodeJpeg(picture.withoutAlpha().toBufferedImage(), options, out);
      case TIFF -> encodeTiff(picture.toBufferedImage(), out);
    }
  }

  private static void encodePng(BufferedImage image, ImageOutputStream out) throws IOException {
    ImageWriter writer = javaWriter("png");
    write(writer, new IIOImage(image, null, null), writer.getDefaultWriteParam(), out);
  }

  private static void encodeTiff(BufferedImage image, ImageOutputStream out) throws IOException {
    ImageWriter writer = new TIFFImageWriterSpi().createWriterInstance();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionType("LZW");
    write(writer, new IIOImage(image, null, null), param, out);
  }

  private static void encodeJpeg(BufferedImage image, WriteOptions options, ImageOutputStream out)
      throws IOException {
    ImageWriter writer = javaWriter("jpeg");
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(options.jpegQuality() / 100f);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
    keepColorAtFullResolution(metadata);
    write(writer, new IIOImage(image, null, metadata), param, out);
  }

  private static void keepColorAtFullResolution(IIOMetadata metadata)
      throws IIOInvalidTreeException {
    Element root = (Element) metadata.getAsTree(JPEG_TREE);
    NodeList components = root.getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      Element component = (Element) components.item(i);
      component.setAttribute("HsamplingFactor", "1");
      component.setAttribute("VsamplingFactor", "1");
    }
    metadata.setFromTree(JPEG_TREE, root);
  }

  private static void write(
      ImageWriter writer, IIOImage image, ImageWriteParam param, ImageOutputStream out)
      throws IOException {
    try {
      writer.setOutput(out);
      writer.write(null, image, param);
    } finally {
      writer.dispose();
    }
  }

  private static ImageWriter javaWriter(String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule() == ImageIO.class.getModule()) {
        return writer;
      }
    }
    throw new IllegalStateException("This Java has no writer for " + format);
  }
}
