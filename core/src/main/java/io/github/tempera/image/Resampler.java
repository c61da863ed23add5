package io.github.tempera.image;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Separable resampling with the Catmull-Rom kernel (Keys 1981, a = -0.5), stretched by the scale
 * when shrinking. Beyond its edges a picture is taken to repeat nothing: the weights that fall
 * inside are brought to sum 1.
 *
 * <p>Source rows are resampled along x as they are needed and kept only while the kernel covers
 * them, so that beside source and result only a few rows live.
 */
final class Resampler {
  /** What makes cutting off the fraction rounding. */
  private static final float HALF = 0.5f;

  private final int channels;
  private final int sourceWidth;
  private final int targetWidth;
  private final int targetHeight;
  private final Taps[] columns;
  private final Taps[] rows;

  Resampler(int sourceWidth, int sourceHeight, int channels, int targetWidth, int targetHeight) {
    this.channels = channels;
    this.sourceWidth = sourceWidth;
    this.targetWidth = targetWidth;
    this.targetHeight = targetHeight;
    this.columns = taps(sourceWidth, targetWidth);
    this.rows = taps(sourceHeight, targetHeight);
  }

  byte[] resample(byte[] source) {
    byte[] target = new byte[channels * targetWidth * targetHeight];
    rows(
        (y, row) -> resampleAlongX(source, y, row),
        (y, row) -> {
          int start = y * row.length;
          for (int x = 0; x < row.length; x++) {
            target[start + x] = clamped(row[x]);
          }
        });
    return target;
  }

  /** What the source, resampled, lacks to be the wanted picture of the target's size. */
  float[] missing(byte[] source, byte[] wanted) {
    float[] missing = new float[channels * targetWidth * targetHeight];
    rows(
        (y, row) -> resampleAlongX(source, y, row),
        (y, row) -> {
          int start = y * row.length;
          for (int x = 0; x < row.length; x++) {
            missing[start + x] = (wanted[start + x] & 255) - (row[x] - HALF);
          }
        });
    return missing;
  }

  /** Adds differences of the source's size, resampled, to a picture of the target's. */
  void add(byte[] picture, float[] differences) {
    rows(
        (y, row) -> resampleAlongX(differences, y, row),
        (y, row) -> {
          int start = y * row.length;
          for (int x = 0; x < row.length; x++) {
            picture[start + x] = clamped((picture[start + x] & 255) + row[x]);
          }
        });
  }

  private static byte clamped(float value) {
    return (byte) Math.max(0, Math.min(255, (int) value));
  }

  /** Gives a row of the source, resampled along x, or takes one of the target, {@link #HALF} up. */
  private interface Row {
    void at(int y, float[] row);
  }

  private void rows(Row source, Row target) {
    // Bands share nothing, but each resamples the rows under its upper edge again.
    int bands =
        Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), targetHeight / 32));
    IntStream.range(0, bands)
        .parallel()
        .forEach(
            band ->
                rows(
                    source,
                    target,
                    (int) ((long) targetHeight * band / bands),
                    (int) ((long) targetHeight * (band + 1) / bands)));
  }

  private void rows(Row source, Row target, int from, int to) {
    int rowLength = channels * targetWidth;
    int kept = 0;
    for (int y = from; y < to; y++) {
      kept = Math.max(kept, rows[y].weights.length);
    }
    float[][] ring = new float[kept][rowLength];
    float[] sum = new float[rowLength];
    int done = rows[from].first;
    for (int y = from; y < to; y++) {
      Taps taps = rows[y];
      for (int end = taps.first + taps.weights.length; done < end; done++) {
        source.at(done, ring[done % kept]);
      }
      Arrays.fill(sum, HALF);
      for (int i = 0; i < taps.weights.length; i++) {
        float weight = taps.weights[i];
        float[] row = ring[(taps.first + i) % kept];
        for (int x = 0; x < rowLength; x++) {
          sum[x] += weight * row[x];
        }
      }
      target.at(y, sum);
    }
  }

  private void resampleAlongX(float[] source, int y, float[] row) {
    int start = y * sourceWidth * channels;
    for (int x = 0; x < targetWidth; x++) {
      Taps taps = columns[x];
      for (int c = 0; c < channels; c++) {
        float sum = 0;
        for (int i = 0; i < taps.weights.length; i++) {
          sum += taps.weights[i] * source[start + (taps.first + i) * channels + c];
        }
        row[x * channels + c] = sum;
      }
    }
  }

  private void resampleAlongX(byte[] source, int y, float[] row) {
    int start = y * sourceWidth * channels;
    for (int x = 0; x < targetWidth; x++) {
      Taps taps = columns[x];
      float[] weights = taps.weights;
      int from = start + taps.first * channels;
      if (channels == 1) {
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
          sum += weights[i] * (source[from + i] & 255);
        }
        row[x] = sum;
      } else {
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int i = 0; i < weights.length; i++) {
          red += weights[i] * (source[from + 3 * i] & 255);
          green += weights[i] * (source[from + 3 * i + 1] & 255);
          blue += weights[i] * (source[from + 3 * i + 2] & 255);
        }
        row[3 * x] = red;
        row[3 * x + 1] = green;
        row[3 * x + 2] = blue;
      }
    }
  }

  private static Taps[] taps(int sourceSize, int targetSize) {
    double scale = (double) sourceSize / targetSize;
    double stretch = Math.max(1, scale);
    Taps[] taps = new Taps[targetSize];
    for (int i = 0; i < targetSize; i++) {
      double center = (i + 0.5) * scale;
      int first = Math.max(0, (int) Math.round(center - 2 * stretch));
      int end = Math.min(sourceSize, (int) Math.round(center + 2 * stretch));
      double[] weights = new double[end - first];
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        weights[j] = catmullRom((first + j + 0.5 - center) / stretch);
        sum += weights[j];
      }
      float[] normalised = new float[weights.length];
      for (int j = 0; j < weights.length; j++) {
        normalised[j] = (float) (weights[j] / sum);
      }
      taps[i] = new Taps(first, normalised);
    }
    return taps;
  }

  private static double catmullRom(double x) {
    double t = Math.abs(x);
    if (t < 1) {
      return (1.5 * t - 2.5) * t * t + 1;
    }
    return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
  }

  /** The source samples, from the first on, that make one target sample. */
  private static final class Taps {
    private final int first;
    private final float[] weights;

    private Taps(int first, float[] weights) {
      this.first = first;
      this.weights = weights;
    }
  }
}
