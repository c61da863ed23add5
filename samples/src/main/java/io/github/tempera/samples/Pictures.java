package io.github.tempera.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes pictures so that a reader sees the old file or the whole new one, never half of it. */
final class Pictures {
  private static final float JPEG_QUALITY = 0.92f;

  private Pictures() {}

  static void write(BufferedImage image, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path draft = target.resolveSibling(file.getFileName() + ".part");
    Files.createDirectories(target.resolveSibling("."));
    try {
      encode(image, target.toString().endsWith(".jpg") ? "jpg" : "png", draft);
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void encode(BufferedImage image, String format, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      ImageWriteParam options = writer.getDefaultWriteParam();
      options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      // Of PNG, which loses nothing, 0 is the smallest file.
      options.setCompressionQuality(format.equals("jpg") ? JPEG_QUALITY : 0);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), options);
    } finally {
      writer.dispose();
    }
  }
}
