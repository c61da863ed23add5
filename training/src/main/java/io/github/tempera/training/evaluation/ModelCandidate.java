package io.github.tempera.training.evaluation;

import io.github.tempera.Compute;
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
  private @Nullable Picture prepared;
  private @Nullable Style encoded;

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
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare(Picture style) {
    encoded = stylizer.encode(style, Progress.NONE);
    prepared = style;
  }

  @Override
  public Picture paint(Picture content, Picture style) {
    Style known = encoded;
    if (known == null || style != prepared) {
      throw new IllegalStateException("the style was not prepared");
    }
    return stylizer.stylize(content, known);
  }

  /** Measured in a process of its own, which takes a few seconds. */
  @Override
  public long peakMemory(int size) {
    return PeakMemory.of(model, compute, size);
  }

  @Override
  public void close() {
    stylizer.close();
  }
}
