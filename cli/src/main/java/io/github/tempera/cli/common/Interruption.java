package io.github.tempera.cli.common;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ctrl-C and other requests to end: work stops at once, a file that is being written is finished
 * first, so that no partial one stays behind.
 */
public final class Interruption {
  /** What the shell sees of a command ended by Ctrl-C. */
  public static final int EXIT_CODE = 130;

  private static final ReentrantLock WORKING = new ReentrantLock();
  private static final ReentrantLock WRITING = new ReentrantLock();
  private static final long PATIENCE_SECONDS = 3;

  private Interruption() {}

  /** Begins to watch; called by the thread that does the work. */
  public static void arm() {
    WORKING.lock();
    Thread worker = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker), "interruption"));
  }

  /** The work is done: what ends the process now is no interruption. */
  public static void disarm() {
    WORKING.unlock();
  }

  /** Does something that must not be cut off in the middle. */
  public static void whole(Runnable write) {
    WRITING.lock();
    try {
      write.run();
    } finally {
      WRITING.unlock();
    }
  }

  private static void stop(Thread worker) {
    if (WORKING.tryLock()) {
      return;
    }
    worker.interrupt();
    try {
      // A worker that ends by itself frees what it holds in native code before exit() does.
      if (!WORKING.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        WRITING.lock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
