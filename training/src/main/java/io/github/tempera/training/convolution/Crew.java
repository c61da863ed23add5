package io.github.tempera.training.convolution;

import io.github.tempera.internal.network.Natives;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that share work. Each computes alone, since the library's own threads wait for each other
 * after every operation.
 */
public final class Crew implements AutoCloseable {
  private final ExecutorService workers;
  private final int size;

  /**
   * As many threads. From then on the library's matrix products in this process take one thread
   * each.
   */
  public Crew(int threads) {
    size = threads;
    Natives.useThreadsForProducts(1);
    workers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread =
                  new Thread(
                      () -> {
                        Natives.useThreads(1); // holds for this thread
                        work.run();
                      },
                      "tempera-crew");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many threads share the work. */
  public int size() {
    return size;
  }

  /**
   * Does all of it, in any order. Goes on to the end even if some of it fails or the caller is
   * interrupted: what the work reads and writes is the caller's to free.
   */
  public void run(List<? extends Runnable> work) {
    List<Future<?>> pending = new ArrayList<>();
    work.forEach(part -> pending.add(workers.submit(part)));
    boolean interrupted = false;
    Throwable failure = null;
    for (Future<?> part : pending) {
      for (boolean done = false; !done; ) {
        try {
          part.get();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          done = true;
          failure = e.getCause();
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
