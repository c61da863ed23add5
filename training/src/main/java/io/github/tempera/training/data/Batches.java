package io.github.tempera.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The content-style pairs of every iteration, read ahead in the background. What an iteration gets
 * depends on the seed and its number alone.
 */
public final class Batches implements AutoCloseable {
  private static final int AHEAD = 3;

  private final Crops contents;
  private final Crops styles;
  private final Plan plan;
  private final ExecutorService readers;
  private final Map<Long, CompletableFuture<List<Pair>>> reading = new ConcurrentHashMap<>();
  private long waited;

  /**
   * How pairs are made.
   *
   * @param batch pairs of an iteration
   * @param crop side of a crop in pixels
   * @param shortSide pixels to which a picture's shorter side is resized first; 0 for its own
   * @param cropsPerPicture how many different crops there are of a picture, kept in memory; 0 for
   *     new ones every time
   * @param identity share of the pairs whose style is the content
   * @param scales by which share of its side a crop may show more or less of a picture than its
   *     size; 0 for pixels as they are
   * @param augment share of the styles that are changed to other kinds of pictures
   * @param seed of it all
   */
  public record Plan(
      int batch,
      int crop,
      int shortSide,
      int cropsPerPicture,
      double identity,
      double scales,
      double augment,
      long seed) {}

  /** A pair: two crops of the plan's size. */
  public record Pair(Crop content, Crop style) {}

  /**
   * A crop.
   *
   * @param id the same for the same crop; only if crops are kept
   * @param rgb its pixels in rows
   */
  public record Crop(String id, byte[] rgb) {}

  /**
   * The pairs that a plan makes of two sets of pictures.
   *
   * @param threads how many read pictures
   */
  public Batches(PictureSet contents, PictureSet styles, Plan plan, int threads) {
    this.plan = plan;
    this.contents = crops(contents, plan, 1, 0);
    this.styles = crops(styles, plan, 2, plan.augment);
    this.readers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "tempera-reader");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static Crops crops(PictureSet pictures, Plan plan, long stream, double augment) {
    long seed = Draws.of(plan.seed, stream, 0).nextLong();
    return new Crops(
        pictures, plan.shortSide, plan.crop, plan.cropsPerPicture, plan.scales, augment, seed);
  }

  /** The pairs of an iteration, from 0; following ones are read meanwhile. */
  public List<Pair> at(long iteration) {
    long start = System.nanoTime();
    for (long next = iteration; next < iteration + AHEAD; next++) {
      reading.computeIfAbsent(
          next, number -> CompletableFuture.supplyAsync(() -> read(number), readers));
    }
    try {
      return reading.getOrDefault(iteration, new CompletableFuture<>()).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    } finally {
      reading.remove(iteration);
      waited += System.nanoTime() - start;
    }
  }

  private List<Pair> read(long iteration) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < plan.batch; i++) {
      long position = iteration * plan.batch + i;
      Crop content = named("content", contents.at(position));
      boolean identity = Draws.of(plan.seed, 3, position).nextDouble() < plan.identity;
      pairs.add(new Pair(content, identity ? content : named("style", styles.at(position))));
    }
    return pairs;
  }

  private static Crop named(String set, Crops.Crop crop) {
    return new Crop(set + " " + crop.id().picture() + " " + crop.id().crop(), crop.rgb());
  }

  /** Seconds that {@link #at} kept its caller waiting, in all. */
  public double secondsWaited() {
    return waited / 1e9;
  }

  /** The pictures that could not be read so far, with the reasons. */
  public Map<Path, String> unreadable() {
    Map<Path, String> all = new TreeMap<>(contents.unreadable());
    all.putAll(styles.unreadable());
    return all;
  }

  /** Pixels of the shorter side of the smallest pictures that are not enlarged. */
  public int shortest() {
    return Math.max(plan.crop, plan.shortSide);
  }

  /** How many of the pictures read so far were smaller than what crops are taken from. */
  public int enlarged() {
    return contents.enlarged() + styles.enlarged();
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
