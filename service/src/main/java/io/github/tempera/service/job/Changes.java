package io.github.tempera.service.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells those in this process who wait for a job that it changed. */
final class Changes {
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> endListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> cancelListeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> queuedListeners = new CopyOnWriteArrayList<>();
  private final Map<String, Set<Semaphore>> waiters = new ConcurrentHashMap<>();

  /** Waits for changes of one job. */
  final class Watch implements AutoCloseable {
    private final String id;
    private final Semaphore changed = new Semaphore(0);

    private Watch(String id) {
      this.id = id;
      waiters.compute(
          id,
          (key, present) -> {
            Set<Semaphore> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(changed);
            return all;
          });
    }

    /** Waits until the job has changed since the last call, or the time is up. */
    void await(long millis) throws InterruptedException {
      if (changed.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        changed.drainPermits();
      }
    }

    @Override
    public void close() {
      waiters.computeIfPresent(
          id,
          (key, all) -> {
            all.remove(changed);
            return all.isEmpty() ? null : all;
          });
    }
  }

  Watch watch(String id) {
    return new Watch(id);
  }

  void changed(String id) {
    waiters.getOrDefault(id, Set.of()).forEach(Semaphore::release);
    listeners.forEach(listener -> listener.accept(id));
  }

  void queued(String id) {
    changed(id);
    queuedListeners.forEach(Runnable::run);
  }

  void ended(String id) {
    changed(id);
    endListeners.forEach(listener -> listener.accept(id));
  }

  void cancelled(String id) {
    ended(id);
    cancelListeners.forEach(listener -> listener.accept(id));
  }

  Jobs.Subscription onChange(Consumer<String> listener) {
    return add(listeners, listener);
  }

  Jobs.Subscription onEnd(Consumer<String> listener) {
    return add(endListeners, listener);
  }

  Jobs.Subscription onCancel(Consumer<String> listener) {
    return add(cancelListeners, listener);
  }

  Jobs.Subscription onQueued(Runnable listener) {
    return add(queuedListeners, listener);
  }

  private static <T> Jobs.Subscription add(List<T> list, T listener) {
    list.add(listener);
    return () -> list.remove(listener);
  }
}
