package io.github.tempera.training.trainer;

import io.github.tempera.Precision;
import io.github.tempera.TemperaException;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.loss.LossWeights;
import io.github.tempera.training.trainee.Normalization;

/**
 * Everything that decides what a training computes, but for the pictures.
 *
 * @param network which network learns
 * @param data what it sees
 * @param learning how it learns
 * @param loss what its pictures are judged by
 * @param consistency weight, times the mean λ of the style loss, of the mean squared difference of
 *     two paintings of a pair at different phases; 0 for one painting. 0 to 100,000
 * @param normalization in a decoder that styles do not modulate; anything but none is for showing
 *     its harm
 * @param precision of the convolutions: float32 or bfloat16
 * @param threads processor threads, each with its share of a batch; 1 to 64
 * @param seed of weights, crops and order
 */
public record TrainOptions(
    Architecture network,
    Data data,
    Learning learning,
    LossWeights loss,
    double consistency,
    Normalization normalization,
    Precision precision,
    int threads,
    long seed) {

  /**
   * What the network sees.
   *
   * @param batch content-style pairs of an iteration, 1 to 256
   * @param crop side of the square crops in pixels, a multiple of 8 from 32 to 1024
   * @param shortSide pixels to which a picture's shorter side is resized before it is cropped; 0
   *     for the size it has
   * @param crops different crops of each picture, whose frozen features are computed once and kept;
   *     0 for new crops every time
   * @param identity share of the pairs, 0 to 1, whose style is the content
   * @param contentLimit how many of the contents to use, drawn by seed; 0 for all
   * @param styleLimit how many of the styles to use, drawn by seed; 0 for all
   * @param validation how many contents, and as many styles, are never trained on
   * @param scales how much more or less of a picture a crop may show than its size: sides from crop
   *     / (1 + scales) to crop · (1 + scales), resized; 0 for pixels as they are, at most 3
   * @param augment share of the style crops, 0 to 1, that are changed to other kinds of pictures:
   *     pencil, few colours, flat blocks, hatching, other hues, grey, contrast, negative
   * @param randomPhase whether pairs are painted at random phases of the network's own grid
   */
  public record Data(
      int batch,
      int crop,
      int shortSide,
      int crops,
      double identity,
      int contentLimit,
      int styleLimit,
      int validation,
      double scales,
      double augment,
      boolean randomPhase) {
    /**
     * @throws TemperaException naming the first value out of its range
     */
    public Data {
      check("batch", batch, 1, 256);
      check("crop", crop, 32, 1024);
      if (crop % 8 != 0) {
        throw new TemperaException("crop must be a multiple of 8, not " + crop + ".");
      }
      check("short side", shortSide, 0, 4096);
      if (shortSide > 0 && shortSide < crop) {
        throw new TemperaException(
            "short side must be 0 or not below crop (" + crop + "), not " + shortSide + ".");
      }
      check("crops per picture", crops, 0, 1000);
      if (!(identity >= 0 && identity <= 1)) {
        throw new TemperaException("identity must be 0 to 1, not " + identity + ".");
      }
      check("content limit", contentLimit, 0, Integer.MAX_VALUE);
      check("style limit", styleLimit, 0, Integer.MAX_VALUE);
      check("validation", validation, 0, 100_000);
      if (!(scales >= 0 && scales <= 3)) {
        throw new TemperaException("scales must be 0 to 3, not " + scales + ".");
      }
      if (!(augment >= 0 && augment <= 1)) {
        throw new TemperaException("augment must be 0 to 1, not " + augment + ".");
      }
    }
  }

  /**
   * How it learns.
   *
   * @param iterations steps in all
   * @param warmStart the first of them, in which the network only learns to give pictures back
   * @param optimizer what turns gradients into changes
   * @param rate learning rate
   * @param warmup the first iterations over which the rate rises from 0
   * @param schedule how the rate changes after that
   * @param scheduleEnd the iteration that the schedule is drawn for
   * @param clip largest norm of a gradient; larger ones are scaled down to it
   * @param average share of the old in the running average of the weights (which is what the model
   *     file holds), 0 for none
   */
  public record Learning(
      long iterations,
      long warmStart,
      Optimizer optimizer,
      double rate,
      long warmup,
      Schedule schedule,
      long scheduleEnd,
      double clip,
      double average) {
    /** What turns gradients into changes. */
    public enum Optimizer {
      /** As the paper has it. */
      ADAM,
      /** Learns faster in fewer iterations, at a higher rate. */
      MUON
    }

    /**
     * @throws TemperaException naming the first value out of its range
     */
    public Learning {
      check("iterations", iterations, 1, 1_000_000_000);
      check("warm start", warmStart, 0, 1_000_000_000);
      if (!(rate > 0 && rate <= 1)) {
        throw new TemperaException("rate must be above 0 and at most 1, not " + rate + ".");
      }
      check("warmup", warmup, 0, 1_000_000_000);
      check("schedule end", scheduleEnd, 1, 1_000_000_000);
      if (!(clip > 0)) {
        throw new TemperaException("clip must be above 0, not " + clip + ".");
      }
      if (!(average >= 0 && average < 1)) {
        throw new TemperaException("average must be from 0 to below 1, not " + average + ".");
      }
    }

    /** The learning rate of an iteration, from 0. */
    double rateAt(long iteration) {
      double rise = warmup == 0 ? 1 : Math.min(1, (iteration + 1.0) / warmup);
      return rate * rise * schedule.factor(iteration, scheduleEnd);
    }
  }

  /**
   * @throws TemperaException naming the first value out of its range
   */
  public TrainOptions {
    check("threads", threads, 1, 64);
    if (!(consistency >= 0 && consistency <= 100_000)) {
      throw new TemperaException("consistency must be 0 to 100000, not " + consistency + ".");
    }
    if (consistency > 0 && !data.randomPhase) {
      throw new TemperaException(
          "consistency compares paintings at two phases: it needs random phase. Set consistency to 0"
              + " to train at one phase.");
    }
    precision = precision.resolve();
    if (normalization != Normalization.NONE && Networks.of(network).usual().isModulated()) {
      throw new TemperaException(
          "Only the decoder of the network %s can be trained with normalization."
              .formatted(Networks.named(one -> !one.isModulated())));
    }
  }

  /** The same, but for the warm start. */
  public TrainOptions withWarmStart(long warmStart) {
    return with(
        data,
        new Learning(
            learning.iterations,
            warmStart,
            learning.optimizer,
            learning.rate,
            learning.warmup,
            learning.schedule,
            learning.scheduleEnd,
            learning.clip,
            learning.average));
  }

  /** The same, but for the end of the schedule. */
  public TrainOptions withScheduleEnd(long scheduleEnd) {
    return with(
        data,
        new Learning(
            learning.iterations,
            learning.warmStart,
            learning.optimizer,
            learning.rate,
            learning.warmup,
            learning.schedule,
            scheduleEnd,
            learning.clip,
            learning.average));
  }

  /** The same, but for the number of iterations. */
  public TrainOptions withIterations(long iterations) {
    return with(
        data,
        new Learning(
            iterations,
            learning.warmStart,
            learning.optimizer,
            learning.rate,
            learning.warmup,
            learning.schedule,
            learning.scheduleEnd,
            learning.clip,
            learning.average));
  }

  /** The same, but for the number of pictures set aside. */
  public TrainOptions withValidation(int validation) {
    return with(
        new Data(
            data.batch,
            data.crop,
            data.shortSide,
            data.crops,
            data.identity,
            data.contentLimit,
            data.styleLimit,
            validation,
            data.scales,
            data.augment,
            data.randomPhase),
        learning);
  }

  private TrainOptions with(Data otherData, Learning otherLearning) {
    return new TrainOptions(
        network,
        otherData,
        otherLearning,
        loss,
        consistency,
        normalization,
        precision,
        threads,
        seed);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new TemperaException(
          name + " must be " + least + " to " + most + ", not " + value + ".");
    }
  }
}
