package io.github.tempera.benchmarks;

import io.github.tempera.model.Model;
import io.github.tempera.training.trainee.WiderTrunk;
import java.nio.file.Path;

/**
 * Gives a model of the network vgg19-modulated more channels at an eighth of the resolution, before
 * its training goes on ({@link WiderTrunk}).
 *
 * <p>Arguments: the model's file, how many channels, the file to write.
 */
public final class WidenTrunk {
  private static final long SEED = 1;

  private WidenTrunk() {}

  /** Reads, widens and writes. */
  public static void main(String[] arguments) {
    Model model = Model.read(Path.of(arguments[0]));
    new WiderTrunk(Integer.parseInt(arguments[1]), SEED).of(model).write(Path.of(arguments[2]));
  }
}
