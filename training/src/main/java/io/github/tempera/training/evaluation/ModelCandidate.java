package io.github.tempera.training.evaluation;

import io.github.tempera.Compute;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.Style;
import io.github.tempera.Stylizer;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import io.github.tempera.model.Model;
import org.jspecify.annotations.Nullable;

/** A model, painting as {@link Stylizer} does: in full style. */
public final class ModelCandidate implements Candidate {
  private final String name;
  private final Model model;
  private final Compute compute;
  private final Stylizer stylizer;
  private final Stylizer float32;
  private @Nullable Picture prepared;
  private @Nullable Style encoded;
  private @Nullable Style encodedInFloat32;

  /**
   * Opens a model.
   *
   * @param name what its row is called
   * @throws TemperaException as {@link Stylizer#open(Model, Compute)}
   */
  public ModelCandidate(String name, Model model, Compute compute) {
    this.name = name;
    this.model = model;
    this.compute = compute;
    this.stylizer = Stylizer.open(model, compute);
    try {
      this.float32 =
          compute.precision().resolve() == Precision.FLOAT32
              ? stylizer
              : Stylizer.open(
                  model, new Compute(Precision.FLOAT32, compute.device(), compute.threads()));
    } catch (RuntimeException e) {
      stylizer.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare(Picture style) {
    encoded = stylizer.encode(style, Progress.NONE);
    encodedInFloat32 = float32 == stylizer ? encoded : null;
    prepared = style;
  }

  @Override
  public Picture paint(Picture content, Picture style) {
    return stylizer.stylize(content, known(style));
  }

  @Override
  public Picture paintInFloat32(Picture content, Picture style) {
    known(style);
    Style inFloat32 = encodedInFloat32;
    if (inFloat32 == null) {
      inFloat32 = float32.encode(style, Progress.NONE);
      encodedInFloat32 = inFloat32;
    }
    return float32.stylize(content, inFloat32);
  }

  private Style known(Picture style) {
    Style known = encoded;
    if (known == null || style != prepared) {
      throw new IllegalStateException("the style was not prepared");
    }
    return known;
  }

  /** Measured in a process of its own, which takes a few seconds. */
  @Override
  public long peakMemory(int size) {
    return PeakMemory.of(model, compute, size);
  }

  @Override
  public void close() {
    stylizer.close();
    float32.close();
  }
}
