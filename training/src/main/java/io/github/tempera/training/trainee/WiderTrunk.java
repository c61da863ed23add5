package io.github.tempera.training.trainee;

import io.github.tempera.model.Model;
import io.github.tempera.model.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Gives a modulated decoder of VGG-19 more channels at an eighth of the resolution. It paints as it
 * did: what is added is computed, from random weights, but nothing reads it yet, which training may
 * change.
 */
public final class WiderTrunk {
  private final Random random;
  private final int trunk;

  /**
   * @param trunk channels at an eighth of the resolution, no fewer than there are
   */
  public WiderTrunk(int trunk, long seed) {
    this.trunk = trunk;
    this.random = new Random(seed);
  }

  /** The model with a wider trunk. */
  public Model of(Model model) {
    TreeMap<String, Weights> wider = new TreeMap<>(model.weights());
    wider(model, wider, "decoder.in", 512, trunk, true);
    for (String block : new String[] {"decoder.block1", "decoder.block2"}) {
      wider(model, wider, block + ".conv1", trunk, trunk, true);
      wider(model, wider, block + ".conv2", trunk, trunk, false);
    }
    wider(
        model,
        wider,
        "decoder.up1",
        trunk,
        (int) model.get("decoder.up1.weight").shape()[0],
        false);
    return new Model(model.card(), wider);
  }

  /**
   * A convolution with more inputs, without effect on the outputs there are, and more outputs.
   *
   * @param alive whether what is new among the outputs has random weights (He et al. 2015) or none
   */
  private void wider(
      Model model, Map<String, Weights> wider, String name, int in, int out, boolean alive) {
    Weights old = model.get(name + ".weight");
    Weights oldBias = model.get(name + ".bias");
    Weights oldModulation = model.get(name + ".modulation");
    int oldOut = (int) old.shape()[0];
    int oldIn = (int) old.shape()[1];
    float[] values = new float[out * in * 9];
    for (int o = 0; o < oldOut; o++) {
      System.arraycopy(old.values(), o * oldIn * 9, values, o * in * 9, oldIn * 9);
    }
    double deviation = alive ? Math.sqrt(2.0 / (9 * in)) : 0;
    for (int i = oldOut * in * 9; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    wider.put(name + ".weight", new Weights(new long[] {out, in, 3, 3}, values));
    wider.put(name + ".bias", new Weights(new long[] {out}, Arrays.copyOf(oldBias.values(), out)));
    int numbers = (int) oldModulation.shape()[1];
    float[] modulation = new float[2 * out * numbers];
    for (int half = 0; half < 2; half++) { // scales, then shifts
      System.arraycopy(
          oldModulation.values(),
          half * oldOut * numbers,
          modulation,
          half * out * numbers,
          oldOut * numbers);
    }
    wider.put(name + ".modulation", new Weights(new long[] {2L * out, numbers}, modulation));
  }
}
