package io.github.tempera.image;

/**
 * Mean, standard deviation and correlation of a picture's three channels, in float64 over all
 * pixels, weighted by their alpha.
 */
final class ColorStatistics {
  // See PreserveColor.recolorStyle. The original adds 1 to an undivided sum over pixels, which at
  // 512 x 512 is 4e-6: too little to keep the chroma noise of a grey JPEG from being blown up.
  private static final double RIDGE = 1e-3;

  private final double[] mean;
  private final double[] deviation;
  private final double[][] correlation;

  private ColorStatistics(double[] mean, double[] deviation, double[][] correlation) {
    this.mean = mean;
    this.deviation = deviation;
    this.correlation = correlation;
  }

  static ColorStatistics of(Picture picture) {
    byte[] rgb = picture.rgb();
    byte[] alpha = picture.alphaOrNull();
    // Sums of integers: exact in a long for every picture that fits an array.
    long count = 0;
    long[] sum = new long[3];
    long[][] products = new long[3][3];
    // A row at a time, in local sums, which is several times as fast.
    int row = 3 * picture.width();
    for (int start = 0; start < rgb.length; start += row) {
      long weights = 0;
      long r = 0;
      long g = 0;
      long b = 0;
      long rr = 0;
      long rg = 0;
      long rb = 0;
      long gg = 0;
      long gb = 0;
      long bb = 0;
      for (int i = start; i < start + row; i += 3) {
        long weight = alpha == null ? 1 : alpha[i / 3] & 255;
        int red = rgb[i] & 255;
        int green = rgb[i + 1] & 255;
        int blue = rgb[i + 2] & 255;
        weights += weight;
        r += weight * red;
        g += weight * green;
        b += weight * blue;
        rr += weight * red * red;
        rg += weight * red * green;
        rb += weight * red * blue;
        gg += weight * green * green;
        gb += weight * green * blue;
        bb += weight * blue * blue;
      }
      count += weights;
      add(sum, r, g, b);
      add(products[0], rr, rg, rb);
      add(products[1], rg, gg, gb);
      add(products[2], rb, gb, bb);
    }
    double total = Math.max(1, count);
    double[] mean = new double[3];
    double[] deviation = new double[3];
    double[][] covariance = new double[3][3];
    for (int a = 0; a < 3; a++) {
      mean[a] = sum[a] / total;
    }
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        covariance[a][b] = products[a][b] / total - mean[a] * mean[b];
      }
      // A constant channel leaves a rounding error of about 1e-11; the least real variance of a
      // picture that fits an array is above 1e-9.
      deviation[a] = covariance[a][a] < 1e-10 ? 0 : Math.sqrt(covariance[a][a]);
    }
    double[][] correlation = new double[3][3];
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double scale = deviation[a] * deviation[b];
        correlation[a][b] = (scale == 0 ? 0 : covariance[a][b] / scale) + (a == b ? RIDGE : 0);
      }
    }
    return new ColorStatistics(mean, deviation, correlation);
  }

  private static void add(long[] sum, long first, long second, long third) {
    sum[0] += first;
    sum[1] += second;
    sum[2] += third;
  }

  /** The picture of these statistics, recoloured to the target's; see PreserveColor. */
  Picture alignTo(ColorStatistics target, Picture picture) {
    double[][] matrix = multiply(power(target.correlation, 0.5), power(correlation, -0.5));
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        matrix[a][b] *= deviation[b] == 0 ? 0 : target.deviation[a] / deviation[b];
      }
    }
    byte[] from = picture.rgb();
    byte[] result = new byte[from.length];
    for (int i = 0; i < result.length; i += 3) {
      double red = (from[i] & 255) - mean[0];
      double green = (from[i + 1] & 255) - mean[1];
      double blue = (from[i + 2] & 255) - mean[2];
      for (int a = 0; a < 3; a++) {
        double value =
            target.mean[a] + matrix[a][0] * red + matrix[a][1] * green + matrix[a][2] * blue;
        result[i + a] = (byte) (int) Math.max(0, Math.min(255, value + 0.5));
      }
    }
    return picture.withRgb(result);
  }

  /** A symmetric positive definite 3 x 3 matrix to a power, through its eigenvectors. */
  private static double[][] power(double[][] matrix, double exponent) {
    double[][] vectors = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    double[][] diagonal = matrix;
    // Jacobi's method: each rotation takes one element beside the diagonal to zero. It converges
    // quadratically; ten sweeps are far more than a 3 x 3 matrix needs.
    for (int sweep = 0; sweep < 10; sweep++) {
      for (int p = 0; p < 2; p++) {
        for (int q = p + 1; q < 3; q++) {
          double angle = 0.5 * Math.atan2(2 * diagonal[p][q], diagonal[q][q] - diagonal[p][p]);
          double[][] rotation = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
          rotation[p][p] = Math.cos(angle);
          rotation[q][q] = Math.cos(angle);
          rotation[p][q] = Math.sin(angle);
          rotation[q][p] = -Math.sin(angle);
          diagonal = multiply(multiply(transpose(rotation), diagonal), rotation);
          vectors = multiply(vectors, rotation);
        }
      }
    }
    double[][] scaled = new double[3][3];
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        scaled[a][b] = vectors[a][b] * Math.pow(Math.max(RIDGE, diagonal[b][b]), exponent);
      }
    }
    return multiply(scaled, transpose(vectors));
  }

  private static double[][] multiply(double[][] a, double[][] b) {
    double[][] result = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        result[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
      }
    }
    return result;
  }

  private static double[][] transpose(double[][] a) {
    return new double[][] {
      {a[0][0], a[1][0], a[2][0]}, {a[0][1], a[1][1], a[2][1]}, {a[0][2], a[1][2], a[2][2]}
    };
  }
}
