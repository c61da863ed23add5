package io.github.tempera.service.painting;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets what is small and urgent go before what is large, between two tiles of the latter. */
final class Lane {
  // Even where previews never end, large paintings get on by a tile now and then.
  private static final long MOST_PATIENCE_MILLIS = 2000;

  private final Semaphore places;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private int urgent;

  /**
   * @param places how many urgent things run at once
   */
  Lane(int places) {
    this.places = new Semaphore(places, true);
  }

  <T> T urgent(Supplier<T> work) {
    count(1);
    try {
      places.acquireUninterruptibly();
      try {
        return work.get();
      } finally {
        places.release();
      }
    } finally {
      count(-1);
    }
  }

  private void count(int change) {
    lock.lock();
    try {
      urgent += change;
      if (urgent == 0) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits while there is something urgent. */
  void giveWay() {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(MOST_PATIENCE_MILLIS);
      while (urgent > 0 && left > 0) {
        left = empty.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while previews went first");
    } finally {
      lock.unlock();
    }
  }
}
