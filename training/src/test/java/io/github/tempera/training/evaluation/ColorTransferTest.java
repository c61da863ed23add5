package io.github.tempera.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tempera.image.Picture;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColorTransferTest {
  private static Picture picture(long seed, double[] mean, double deviation) {
    Random random = new Random(seed);
    byte[] rgb = new byte[3 * 50 * 50];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.round(mean[i % 3] + deviation * random.nextGaussian());
    }
    return Picture.of(50, 50, rgb);
  }

  private static double[] moments(Picture picture, int channel) {
    double sum = 0;
    double squares = 0;
    for (int i = channel; i < picture.rgb().length; i += 3) {
      int value = picture.rgb()[i] & 255;
      sum += value / 2500.0;
      squares += value * value / 2500.0;
    }
    return new double[] {sum, Math.sqrt(squares - sum * sum)};
  }

  @Test
  void givesEachChannelTheStylesMeanAndDeviation() {
    Picture content = picture(1, new double[] {120, 100, 130}, 20);
    Picture style = picture(2, new double[] {90, 140, 110}, 12);
    Picture painted = new ColorTransfer().paint(content, style);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(moments(painted, channel)).containsExactly(moments(style, channel), within(0.1));
    }
  }

  @Test
  void anEvenContentGetsTheMean() {
    Picture content = picture(1, new double[] {10, 20, 30}, 0);
    Picture style = picture(2, new double[] {90, 140, 110}, 12);
    Picture painted = new ColorTransfer().paint(content, style);
    assertThat(painted.rgb()[1] & 255).isEqualTo((int) Math.round(moments(style, 1)[0]));
  }
}
