package io.github.tempera.internal.container;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about its picture beside the pixels, as far as it matters here.
 *
 * <p>Read by hand, because this runs at every start of the command line and the general libraries
 * take longer to load than the picture takes to read.
 */
public final class Embedded {
  // The largest profiles in use, for printers, have about 3 MB.
  static final int MAX_PROFILE = 1 << 24;

  /** What EXIF data is labelled with in a JPEG, where one more byte follows. */
  static final String EXIF_LABEL = "Exif\0";

  private boolean exifSeen;
  private int exifOrientation = Exif.NOT_SAID;
  private int xmpOrientation = Exif.NOT_SAID;
  byte @Nullable [] profile;
  boolean plainJpeg;
  boolean oneScan;
  boolean cutShort;
  @Nullable Rectangle canvas;
  byte @Nullable [] firstFrame;
  @Nullable Dimension firstFrameSize;
  @Nullable TiffSamples samples;

  private Embedded() {}

  /** Damaged metadata counts as absent: the pixels may be whole, and their reader will tell. */
  public static Embedded of(PictureStream stream, Container container) throws IOException {
    Embedded found = new Embedded();
    try {
      switch (container) {
        case JPEG -> new JpegScan(stream, found).scan();
        case PNG -> new PngScan(stream, found).scan();
        case WEBP -> new WebpScan(stream, found).scan();
        case TIFF, BIG_TIFF -> TiffSamples.scan(stream, found);
        case GIF -> GifScan.scan(stream, found);
        case BMP -> {}
      }
    } catch (EOFException e) {
      // Keep what was found before.
    }
    stream.setByteOrder(ByteOrder.BIG_ENDIAN);
    stream.seek(0);
    return found;
  }

  /**
   * The first EXIF data of a file counts, whether or not it tells the orientation.
   *
   * @param start where it starts, perhaps with JPEG's label, which some writers put into every
   *     format
   */
  void exif(PictureStream in, long start) throws IOException {
    if (!exifSeen) {
      exifSeen = true;
      boolean labelled = in.startsWith(start, EXIF_LABEL);
      exif(Exif.read(in, start + (labelled ? 6 : 0)));
    }
  }

  void exif(Exif exif) throws IOException {
    exifOrientation = exif.orientation();
  }

  void xmp(byte[] packet) {
    if (xmpOrientation == Exif.NOT_SAID) {
      xmpOrientation = Xmp.orientation(packet);
    }
  }

  /** EXIF orientation, 1 (upright) to 8; from XMP where EXIF says nothing. */
  public int orientation() {
    int said = exifOrientation == Exif.NOT_SAID ? xmpOrientation : exifOrientation;
    return said == Exif.NOT_SAID ? Exif.UPRIGHT : said;
  }

  /** An ICC profile that the readers do not apply themselves, or null. */
  public byte @Nullable [] profile() {
    return profile;
  }

  /** Whether this is a JPEG of the kind that Java itself reads: 8 bits, grey or colour, no CMYK. */
  public boolean plainJpeg() {
    return plainJpeg;
  }

  /** Whether the first scan of this JPEG holds the whole picture: not so for progressive ones. */
  public boolean oneScan() {
    return oneScan;
  }

  /** Whether the file ends before its pixels do, in a format whose reader keeps silent about it. */
  public boolean cutShort() {
    return cutShort;
  }

  /**
   * Where the picture that a reader gives lies on the canvas, for animations: its left upper corner
   * at (x, y) of width x height; or null where it is the canvas.
   */
  public @Nullable Rectangle canvas() {
    return canvas;
  }

  /** The first frame of an animated WebP as a file of its own, or null. */
  public byte @Nullable [] firstFrame() {
    return firstFrame;
  }

  /** The size that its animation states for it, or null. */
  public @Nullable Dimension firstFrameSize() {
    return firstFrameSize;
  }

  /** What a TIFF's samples stand for; null for other formats. */
  public @Nullable TiffSamples samples() {
    return samples;
  }
}
