package io.github.tempera.internal.container;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What a TIFF's tags say of its samples.
 *
 * @param bits of the first sample
 * @param count samples a pixel
 * @param signed whether they are signed integers, from black at the least value
 * @param extra what those beyond the colours are: 1 for alpha that the colours are multiplied with,
 *     2 for other alpha, 0 for nothing said
 */
public record TiffSamples(int bits, int count, boolean signed, List<Integer> extra) {
  private static final int ASSOCIATED = 1;
  private static final int UNASSOCIATED = 2;
  private static final int BITS_PER_SAMPLE = 258;
  private static final int SAMPLES_PER_PIXEL = 277;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int SIGNED = 2;
  private static final int XMP = 700;
  private static final int PROFILE = 34675;

  static void scan(PictureStream in, Embedded found) throws IOException {
    Exif tags = Exif.read(in, 0);
    found.exif(tags);
    found.samples =
        new TiffSamples(
            tags.number(BITS_PER_SAMPLE, 1),
            tags.number(SAMPLES_PER_PIXEL, 1),
            tags.number(SAMPLE_FORMAT, 1) == SIGNED,
            Arrays.stream(tags.numbers(EXTRA_SAMPLES)).boxed().toList());
    byte[] profile = tags.bytesOf(PROFILE);
    found.profile = profile.length == 0 ? null : profile;
    found.xmp(tags.bytesOf(XMP));
  }

  /**
   * Which of the extra samples is alpha, or -1. A single one of which nothing is said is taken for
   * it, as libtiff and ImageMagick do.
   */
  public int alpha() {
    for (int i = 0; i < extra.size(); i++) {
      if (extra.get(i) == ASSOCIATED || extra.get(i) == UNASSOCIATED) {
        return i;
      }
    }
    return extra.equals(List.of(0)) ? 0 : -1;
  }

  /** Whether the colours are multiplied with alpha. */
  public boolean premultiplied() {
    return alpha() >= 0 && extra.get(alpha()) == ASSOCIATED;
  }
}
