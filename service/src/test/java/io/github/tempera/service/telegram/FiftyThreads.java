package io.github.tempera.service.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fifty threads at once on what a bot keeps in the database. */
public final class FiftyThreads {
  /** How many. */
  public static final int THREADS = 50;

  private FiftyThreads() {}

  /** Pauses that differ from thread to thread, and repeat from run to run. */
  public record Pauses(Random random) {
    /** Those of that number. */
    public Pauses(int seed) {
      this(new Random(seed));
    }

    /** So long, or shorter. */
    public void upTo(int millis) throws InterruptedException {
      Thread.sleep(random.nextInt(millis + 1));
    }
  }

  /** Does all of it at the same time, and fails where one fails. */
  public static void together(List<Callable<Boolean>> work) throws Exception {
    assertThat(work).hasSize(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Boolean> each : threads.invokeAll(work)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
