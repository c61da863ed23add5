package io.github.tempera.cli.train;

import io.github.tempera.Precision;
import io.github.tempera.cli.common.Choices;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.Schedule;
import io.github.tempera.training.trainer.TrainOptions;
import io.github.tempera.training.trainer.TrainOptions.Learning.Optimizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that decide what a training computes; those not given stay as they were. */
final class Recipe {
  @Option(
      names = "--iterations",
      paramLabel = "N",
      description =
          "Steps in all; may be raised when a run is resumed (default: ${bundle:default.iterations}).")
  private @Nullable Long iterations;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Content-style pairs of an iteration (default: ${bundle:default.batch}).")
  private @Nullable Integer batch;

  @Option(
      names = "--crop",
      paramLabel = "PIXELS",
      description = "Side of the square crops (default: ${bundle:default.crop}).")
  private @Nullable Integer crop;

  @Option(
      names = "--short-side",
      paramLabel = "PIXELS",
      description =
          "What a picture's shorter side is resized to before it is cropped, 0 to leave it as it is"
              + " (default: ${bundle:default.short-side}).")
  private @Nullable Integer shortSide;

  @Option(
      names = "--crops",
      paramLabel = "N",
      description =
          "Different crops of each picture, whose frozen features are computed once and kept in"
              + " memory; 0 for new crops every time (default: ${bundle:default.crops}).")
  private @Nullable Integer crops;

  @Option(
      names = "--identity",
      paramLabel = "SHARE",
      description =
          "Share of the pairs whose style is the content (default: ${bundle:default.identity}).")
  private @Nullable Double identity;

  @Option(
      names = "--content-limit",
      paramLabel = "N",
      description =
          "Train on so many of the contents, drawn by seed; 0 for all"
              + " (default: ${bundle:default.content-limit}).")
  private @Nullable Integer contentLimit;

  @Option(
      names = "--style-limit",
      paramLabel = "N",
      description =
          "Train on so many of the styles, drawn by seed; 0 for all"
              + " (default: ${bundle:default.style-limit}).")
  private @Nullable Integer styleLimit;

  @Option(
      names = "--validation",
      paramLabel = "N",
      description =
          "Contents, and as many styles, that are set aside and never trained on (default:"
              + " ${bundle:default.validation}, but no more than a tenth of either).")
  private @Nullable Integer validation;

  @Option(
      names = "--scales",
      paramLabel = "SHARE",
      description =
          "How much more or less of a picture than its size a crop may show: 0.5 for sides from"
              + " 1/1.5 to 1.5 times as long, resized; 0 for pixels as they are"
              + " (default: ${bundle:default.scales}).")
  private @Nullable Double scales;

  @Option(
      names = "--augment",
      paramLabel = "SHARE",
      description =
          "Share of the style crops that are changed to other kinds of pictures: pencil, few"
              + " colours, flat blocks, hatching, other hues, grey, contrast, negative"
              + " (default: ${bundle:default.augment}).")
  private @Nullable Double augment;

  @Option(
      names = "--random-phase",
      negatable = true,
      description =
          "Pairs are painted at random phases of the network's own grid, so that it leaves no mesh"
              + " (default: ${bundle:default.random-phase}).")
  private @Nullable Boolean randomPhase;

  @Option(
      names = "--loss",
      paramLabel = "paper|release|release-strong|WEIGHTS",
      description =
          "What style counts beside content: the paper's 10, the two looks of the original release,"
              + " one number, or four with commas for relu1_1 to relu4_1 (default: paper).")
  private @Nullable String loss;

  @Option(
      names = "--consistency",
      paramLabel = "WEIGHT",
      description =
          "What it counts, times the style's weight, that a pair painted again at another phase, a"
              + " little noisy and moved, looks the same: mean squared difference; 0 to paint once"
              + " (default: ${bundle:default.consistency}).")
  private @Nullable Double consistency;

  @Option(
      names = "--warm-start",
      paramLabel = "N",
      description =
          "First iterations in which the network only learns to give pictures back"
              + " (default: ${bundle:default.warm-start}).")
  private @Nullable Long warmStart;

  @Option(
      names = "--optimizer",
      paramLabel = "adam|muon",
      completionCandidates = Words.Optimizers.class,
      description = "What turns gradients into changes (default: ${bundle:default.optimizer}).")
  private @Nullable Optimizer optimizer;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Learning rate (default: ${bundle:default.rate}).")
  private @Nullable Double rate;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description =
          "First iterations over which the rate rises from 0 (default: ${bundle:default.warmup}).")
  private @Nullable Long warmup;

  @Option(
      names = "--schedule",
      paramLabel = "constant|inverse|cosine",
      completionCandidates = Words.Schedules.class,
      description =
          "How the rate changes then: not; as rate / (1 + 5e-5 iteration), like the original"
              + " release; or as half a cosine down to a fiftieth"
              + " (default: ${bundle:default.schedule}).")
  private @Nullable Schedule schedule;

  @Option(
      names = "--schedule-end",
      paramLabel = "N",
      description =
          "Iteration that the cosine is drawn for; stays when --iterations are raised"
              + " (default: the iterations at the start).")
  private @Nullable Long scheduleEnd;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description =
          "Largest norm of a gradient; larger ones are scaled down"
              + " (default: ${bundle:default.clip}).")
  private @Nullable Double clip;

  @Option(
      names = "--average",
      paramLabel = "SHARE",
      description =
          "Share of the old in the running average of the weights, which is the model then; 0 for"
              + " the weights themselves (default: ${bundle:default.average}).")
  private @Nullable Double average;

  @Option(
      names = "--normalization",
      paramLabel = "none|instance|batch",
      completionCandidates = Words.Normalizations.class,
      description =
          "In the decoder of the network ${bundle:networks.unmodulated}, to see why there is none: gives pictures of its stages, but no"
              + " model (default: none).")
  private @Nullable Normalization normalization;

  @Option(
      names = "--precision",
      paramLabel = "auto|float32|bfloat16",
      completionCandidates = Choices.Precisions.class,
      description =
          "Arithmetic (default: auto: bfloat16 where the processor computes in it, else float32).")
  private @Nullable Precision precision;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Processor threads, each with its share of a batch (default: one for each processor,"
              + " here ${bundle:default.threads}).")
  private @Nullable Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of weights, crops, order and subsets (default: ${bundle:default.seed}).")
  private @Nullable Long seed;

  /**
   * A preset with what was given.
   *
   * @param pictures how many there are of the kind that has fewer
   */
  TrainOptions start(TrainOptions preset, int pictures) {
    TrainOptions options = over(preset, preset.network());
    if (scheduleEnd == null) {
      options = options.withScheduleEnd(options.learning().iterations());
    }
    int aside = options.data().validation();
    return validation == null ? options.withValidation(Math.min(aside, pictures / 10)) : options;
  }

  /** Weights that were trained before need no warm start, unless it was asked for. */
  TrainOptions withoutWarmStart(TrainOptions options) {
    return warmStart == null ? options.withWarmStart(0) : options;
  }

  /** Options of a run with what was given. */
  TrainOptions over(TrainOptions base, @Nullable Architecture network) {
    TrainOptions.Data data = base.data();
    TrainOptions.Learning learning = base.learning();
    return new TrainOptions(
        or(network, base.network()),
        new TrainOptions.Data(
            or(batch, data.batch()),
            or(crop, data.crop()),
            or(shortSide, data.shortSide()),
            or(crops, data.crops()),
            or(identity, data.identity()),
            or(contentLimit, data.contentLimit()),
            or(styleLimit, data.styleLimit()),
            or(validation, data.validation()),
            or(scales, data.scales()),
            or(augment, data.augment()),
            or(randomPhase, data.randomPhase())),
        new TrainOptions.Learning(
            or(iterations, learning.iterations()),
            or(warmStart, learning.warmStart()),
            or(optimizer, learning.optimizer()),
            or(rate, learning.rate()),
            or(warmup, learning.warmup()),
            or(schedule, learning.schedule()),
            or(scheduleEnd, learning.scheduleEnd()),
            or(clip, learning.clip()),
            or(average, learning.average())),
        loss == null ? base.loss() : LossWeights.parse(loss),
        or(consistency, base.consistency()),
        or(normalization, base.normalization()),
        or(precision, base.precision()),
        or(threads, base.threads()),
        or(seed, base.seed()));
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
