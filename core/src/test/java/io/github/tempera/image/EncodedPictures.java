package io.github.tempera.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Picture files for tests, made from nothing. */
final class EncodedPictures {
  private EncodedPictures() {}

  /** Smooth, no symmetry: red grows to the right, green downwards, blue is a soft hill. */
  static BufferedImage smooth(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 20 + 200 * x / width;
        int green = 30 + 180 * y / height;
        int blue = (int) (128 + 80 * Math.sin(x * 0.05) * Math.cos(y * 0.07));
        int alpha = image.getColorModel().hasAlpha() ? 255 * (x + y) / (width + height) : 255;
        image.setRGB(x, y, alpha << 24 | red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  static BufferedImage smooth(int width, int height) {
    return smooth(width, height, BufferedImage.TYPE_INT_RGB);
  }

  static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("No writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] jpeg(BufferedImage image, boolean progressive) {
    return writeJpeg(new IIOImage(image, null, null), progressive);
  }

  private static byte[] writeJpeg(IIOImage image, boolean progressive) {
    ImageWriter writer = javaWriter("jpeg");
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0.95f);
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static ImageWriter javaWriter(String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule() == ImageIO.class.getModule()) {
        return writer;
      }
    }
    throw new IllegalStateException();
  }

  /**
   * A JPEG of four channels with Adobe's marker: transform 0 for CMYK, 2 for YCCK. Adobe stores
   * inks inverted, 255 for none.
   */
  static byte[] fourChannelJpeg(int width, int height, int transform, int... samples) {
    byte[] data = new byte[4 * width * height];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) samples[i % 4];
    }
    Raster raster = ColorProfile.interleaved(data, width, height, 4);
    byte[] jpeg = writeJpeg(new IIOImage(raster, null, null), false);
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
    return withJpegSegment(jpeg, 0xee, adobe);
  }

  /** A segment right behind the start of image. */
  static byte[] withJpegSegment(byte[] jpeg, int marker, byte[] payload) {
    ByteBuffer segment = ByteBuffer.allocate(4 + payload.length);
    segment.put((byte) 0xff).put((byte) marker).putShort((short) (payload.length + 2));
    return inserted(jpeg, 2, segment.put(payload).array());
  }

  static byte[] withJpegExif(byte[] jpeg, byte[] exif) {
    return withJpegSegment(
        jpeg, 0xe1, concat("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif));
  }

  /** A profile in as many segments as asked for. */
  static byte[] withJpegProfile(byte[] jpeg, byte[] profile, int parts) {
    byte[] result = jpeg;
    for (int i = parts; i >= 1; i--) {
      int from = profile.length * (i - 1) / parts;
      byte[] part = Arrays.copyOfRange(profile, from, profile.length * i / parts);
      byte[] label = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
      byte[] numbered = concat(label, new byte[] {(byte) i, (byte) parts}, part);
      result = withJpegSegment(result, 0xe2, numbered);
    }
    return result;
  }

  /** EXIF data, which is a TIFF structure, with an orientation and nothing else. */
  static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer exif = ByteBuffer.allocate(26).order(order);
    exif.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949));
    exif.putShort((short) 42).putInt(8);
    exif.putShort((short) 1);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return exif.array();
  }

  /** A chunk right behind the header. */
  static byte[] withPngChunk(byte[] png, String type, byte[] data) {
    return inserted(png, 33, pngChunk(type, data));
  }

  static byte[] withPngProfile(byte[] png, byte[] profile) {
    byte[] head = {'i', 'c', 'c', 0, 0};
    return withPngChunk(png, "iCCP", concat(head, deflate(profile)));
  }

  static byte[] pngChunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    return chunk.put(name).put(data).putInt((int) crc.getValue()).array();
  }

  /** A PNG of any kind from its filtered rows. */
  static byte[] png(
      int width, int height, int depth, int colorType, byte[] rows, byte[]... chunks) {
    byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) colorType);
    return concat(
        signature,
        pngChunk("IHDR", header.array()),
        concat(chunks),
        pngChunk("IDAT", deflate(rows)),
        pngChunk("IEND", new byte[0]));
  }

  static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater();
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    while (!deflater.finished()) {
      out.write(piece, 0, deflater.deflate(piece));
    }
    deflater.end();
    return out.toByteArray();
  }

  /**
   * A lossless WebP whose channels take two values each: a simple prefix code of two symbols, one
   * bit a channel and pixel. Pixels are A, R, G, B in bits 3 to 0.
   */
  static byte[] webp(int width, int height, int low, int high, int[] pixels) {
    LittleBits bits = new LittleBits();
    bits.put(0x2f, 8);
    bits.put(width - 1, 14);
    bits.put(height - 1, 14);
    bits.put(1, 1); // alpha is used
    bits.put(0, 3); // version
    bits.put(0, 1); // no transform
    bits.put(0, 1); // no colour cache
    bits.put(0, 1); // one set of prefix codes
    for (int code = 0; code < 5; code++) {
      boolean distances = code == 4;
      bits.put(1, 1); // simple
      bits.put(distances ? 0 : 1, 1); // number of symbols - 1
      bits.put(1, 1); // the first symbol has 8 bits
      bits.put(distances ? 0 : low, 8);
      if (!distances) {
        bits.put(high, 8);
      }
    }
    for (int pixel : pixels) {
      bits.put(pixel >> 1 & 1, 1); // green
      bits.put(pixel >> 2 & 1, 1);
      bits.put(pixel & 1, 1);
      bits.put(pixel >> 3 & 1, 1);
    }
    return riff(riffChunk("VP8L", bits.bytes()));
  }

  /** The same picture in WebP's extended form, with a chunk before or behind the pixels. */
  static byte[] extendedWebp(byte[] webp, int width, int height, String type, byte[] data) {
    boolean profile = type.equals("ICCP");
    ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt((profile ? 0x20 : 0x08) | 0x10);
    header.put((byte) (width - 1)).putShort((short) 0).put((byte) (height - 1)).putShort((short) 0);
    byte[] pixels = Arrays.copyOfRange(webp, 12, webp.length);
    byte[] chunk = riffChunk(type, data);
    byte[] vp8x = riffChunk("VP8X", header.array());
    return profile ? riff(concat(vp8x, chunk, pixels)) : riff(concat(vp8x, pixels, chunk));
  }

  /** An animation of one frame, which is a simple WebP, at (x, y), even, of a canvas. */
  static byte[] animatedWebp(byte[] webp, int x, int y, int width, int height, int canvas) {
    ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x12).putShort((short) (canvas - 1)).put((byte) 0);
    header.putShort((short) (canvas - 1));
    ByteBuffer frame = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    frame.putShort((short) (x / 2)).put((byte) 0).putShort((short) (y / 2)).put((byte) 0);
    frame.putShort((short) (width - 1)).put((byte) 0);
    frame.putShort((short) (height - 1));
    byte[] pixels = Arrays.copyOfRange(webp, 12, webp.length);
    return riff(
        concat(
            riffChunk("VP8X", header.array()),
            riffChunk("ANIM", new byte[6]),
            riffChunk("ANMF", concat(frame.array(), pixels))));
  }

  private static byte[] riffChunk(String type, byte[] data) {
    ByteBuffer chunk =
        ByteBuffer.allocate(8 + data.length + data.length % 2).order(ByteOrder.LITTLE_ENDIAN);
    return chunk
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(data.length)
        .put(data)
        .array();
  }

  private static byte[] riff(byte[] chunks) {
    return riffChunk("RIFF", concat("WEBP".getBytes(StandardCharsets.US_ASCII), chunks));
  }

  static byte[] inserted(byte[] into, int position, byte[] what) {
    return concat(
        Arrays.copyOf(into, position), what, Arrays.copyOfRange(into, position, into.length));
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static String[] with(String first, String... others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
  }

  private static final class LittleBits {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int count;

    void put(int value, int bits) {
      for (int i = 0; i < bits; i++) {
        pending |= (value >> i & 1) << count;
        count++;
        if (count == 8) {
          out.write(pending);
          pending = 0;
          count = 0;
        }
      }
    }

    byte[] bytes() {
      if (count > 0) {
        out.write(pending);
      }
      return out.toByteArray();
    }
  }
}
