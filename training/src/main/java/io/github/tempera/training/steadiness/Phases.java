package io.github.tempera.training.steadiness;

import static org.bytedeco.pytorch.global.torch.cat;

import io.github.tempera.internal.network.Backend;
import io.github.tempera.training.data.Batches.Pair;
import io.github.tempera.training.gradient.Layers;
import io.github.tempera.training.gradient.Tape;
import io.github.tempera.training.gradient.Tape.Node;
import io.github.tempera.training.loss.LossEncoder;
import io.github.tempera.training.steadiness.Chance.Phase;
import io.github.tempera.training.trainee.FrozenFeatures;
import io.github.tempera.training.trainee.Pairs;
import io.github.tempera.training.trainee.Trainee;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Paints pairs at phases of the network's grid that are drawn for each of them, so that nothing can
 * be learned of how that grid and the frozen encoder's lie on each other; and, if asked to, a
 * second time at another phase, to see what changes.
 */
public final class Phases {
  private final Trainee trainee;
  private final FrozenFeatures features;
  private final LossEncoder encoder;
  private final Backend backend;
  private final Windows windows;
  private final long seed;
  private final boolean twice;

  /**
   * @param crop side of what the losses see, in pixels
   * @param twice whether each pair is painted a second time
   */
  public Phases(
      Trainee trainee,
      FrozenFeatures features,
      LossEncoder encoder,
      Backend backend,
      int crop,
      long seed,
      boolean twice) {
    this(trainee, features, encoder, backend, new Windows(crop, trainee.cell()), seed, twice);
  }

  Phases(
      Trainee trainee,
      FrozenFeatures features,
      LossEncoder encoder,
      Backend backend,
      Windows windows,
      long seed,
      boolean twice) {
    this.trainee = trainee;
    this.features = features;
    this.encoder = encoder;
    this.backend = backend;
    this.windows = windows;
    this.seed = seed;
    this.twice = twice;
  }

  /**
   * Paints some of the pairs of a batch.
   *
   * @param pairs whose crops have a margin of a cell on every side
   * @param known the same without it
   * @param position of the first in the endless row of all pairs, from 0
   */
  public Painted paint(Tape tape, Layers layers, List<Pair> pairs, Pairs known, long position) {
    List<Chance> chances =
        IntStream.range(0, pairs.size())
            .mapToObj(i -> Chance.of(seed, position + i, windows.cell()))
            .toList();
    return paint(tape, layers, pairs, known, chances);
  }

  Painted paint(Tape tape, Layers layers, List<Pair> pairs, Pairs known, List<Chance> chances) {
    List<Phase> phases = new ArrayList<>(phases(chances, Chance::first));
    Tensor content = features.content(pairs);
    Tensor painted = windows.of(content, phases);
    Consistency consistency = new Consistency(chances, backend);
    if (twice) {
      List<Phase> second = phases(chances, Chance::second);
      Tensor again = windows.of(consistency.moved(content), second);
      painted = cat(new TensorVector(painted, again.add_(consistency.noise(windows.side()))), 0);
      phases.addAll(second);
    }
    Tensor style = windows.of(features.style(pairs), phases(chances, Chance::style));
    Pairs shown = new Seen(painted, style, known.styleMoments(), encoder);
    Node crops =
        tape.apply(
            whole -> windows.crops(whole, phases),
            (whole, cut, gradient) -> windows.gradient(whole, gradient, phases),
            trainee.paint(tape, layers, shown));
    return twice
        ? new Painted(
            tape.apply(all -> all.narrow(0, 0, pairs.size()), crops),
            Optional.of(tape.apply(consistency::of, crops)))
        : new Painted(crops, Optional.empty());
  }

  private static List<Phase> phases(List<Chance> chances, Function<Chance, Phase> which) {
    return chances.stream().map(which).toList();
  }

  /** Windows, with what the frozen encoder says of them computed when asked for. */
  private record Seen(
      Tensor content, Tensor style, List<Tensor> momentsOfCrops, LossEncoder encoder)
      implements Pairs {
    /** Of the styles' crops; a style is one, wherever it is seen. */
    @Override
    public List<Tensor> styleMoments() {
      long times = content.size(0) / style.size(0);
      return momentsOfCrops.stream().map(moments -> moments.repeat(times, 1)).toList();
    }

    @Override
    public Tensor normalized() {
      return encoder.frozen(content).normalized();
    }
  }
}
