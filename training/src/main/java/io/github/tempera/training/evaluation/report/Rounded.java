package io.github.tempera.training.evaluation.report;

import io.github.tempera.training.evaluation.Estimate;
import java.util.Locale;

/** Numbers for people: three significant digits. */
public final class Rounded {
  private static final int DIGITS = 3;

  private Rounded() {}

  /** A number, {@code ∞} or {@code -}. */
  public static String of(double value) {
    return of(value, value);
  }

  /** A mean and its margin: {@code 15.3 ± 1.2}; both with as many decimals as the mean needs. */
  public static String of(Estimate estimate) {
    String mean = of(estimate.mean());
    return Double.isFinite(estimate.margin())
        ? mean + " ± " + of(estimate.margin(), estimate.mean())
        : mean;
  }

  /** A time in seconds; below half a millisecond it is none. */
  public static String seconds(double value) {
    return value < 0.0005 ? "0" : of(value);
  }

  /** Bytes as {@code 358 MB}; {@code -} where unknown. */
  public static String megabytes(long bytes) {
    return bytes == 0 ? "-" : Math.round(bytes / 1e6) + " MB";
  }

  private static String of(double value, double scale) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    double size = scale == 0 ? 1 : Math.max(Math.abs(scale), 1e-6);
    int decimals = DIGITS - 1 - (int) Math.floor(Math.log10(size));
    return String.format(Locale.ROOT, "%." + Math.max(0, Math.min(8, decimals)) + "f", value);
  }
}
