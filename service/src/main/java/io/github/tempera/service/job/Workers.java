package io.github.tempera.service.job;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.service.painting.Paint;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that work the queue off, and one that looks after leases, limits and old things. */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final long POLL_MILLIS = 1000;
  private static final long EXPIRE_MILLIS = 30_000;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Claims claims;
  private final PictureStore pictures;
  private final Paint paint;
  private final Duration timeLimit;
  // Two of one job at once, where a lease ran out and the same process took it up again.
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Jobs.Subscription> subscriptions = new ArrayList<>();
  private final Semaphore work = new Semaphore(0);
  private final ScheduledExecutorService keeper;
  private volatile boolean closing;

  private Workers(
      Database database,
      PictureStore pictures,
      Jobs jobs,
      Paint paint,
      Limits limits,
      Clock clock) {
    this.claims = new Claims(database, pictures, jobs, limits, clock);
    this.pictures = pictures;
    this.paint = paint;
    this.timeLimit = limits.timeLimit();
    keeper = Executors.newSingleThreadScheduledExecutor(task -> thread(task, "tempera-keeper"));
    subscriptions.add(jobs.changes().onQueued(work::release));
    subscriptions.add(
        jobs.changes()
            .onCancel(
                id ->
                    running.stream()
                        .filter(job -> job.claim().job().id().equals(id))
                        .forEach(Running::stop)));
  }

  /**
   * Takes back what dead processes of this machine left unfinished, and starts to work.
   *
   * @param count jobs painted at once; with 0 the leases and old things are still looked after
   */
  public static Workers start(
      Database database,
      PictureStore pictures,
      Jobs jobs,
      Paint paint,
      int count,
      Limits limits,
      Clock clock) {
    Workers workers = new Workers(database, pictures, jobs, paint, limits, clock);
    int taken = workers.claims.takeBack(WorkerNames::isDead);
    if (taken > 0) {
      LOG.info("Took back {} jobs of a process that ended without finishing them", taken);
    }
    workers.start(count);
    return workers;
  }

  private void start(int count) {
    for (int i = 1; i <= count; i++) {
      String name = WorkerNames.name(i);
      Thread thread = thread(() -> workOff(name), "tempera-worker-" + i);
      threads.add(thread);
      thread.start();
    }
    each(POLL_MILLIS, this::keep);
    each(EXPIRE_MILLIS, this::expire);
  }

  private void each(long millis, Runnable task) {
    Future<?> unused =
        keeper.scheduleWithFixedDelay(() -> quietly(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void workOff(String name) {
    while (!closing) {
      try {
        Optional<Claim> claim = claims.claim(name);
        if (claim.isPresent()) {
          work(claim.get());
        } else if (work.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          LOG.trace("woken");
        }
      } catch (InterruptedException e) {
        // Only meant to wake it: it goes when it is to close, and not before.
        LOG.trace("woken");
      } catch (RuntimeException e) {
        LOG.warn("The queue cannot be read at the moment", e);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      LOG.trace("woken");
    }
  }

  private void work(Claim claim) {
    String id = claim.job().id();
    Running job = new Running(claim, claims, Thread.currentThread());
    running.add(job);
    try {
      if (closing) {
        claims.handBack(claim);
        return;
      }
      byte[] painting = paint.paint(claim.job().order(), job::progress);
      job.end();
      if (!claims.finish(claim, painting)) {
        LOG.info("The painting of job {} is not wanted any more", id);
      }
    } catch (Throwable e) {
      job.end();
      if (job.stopped()) {
        LOG.debug("Job {} was stopped", id);
      } else {
        TemperaException failure = failure(id, e);
        claims.fail(claim, failure.kind(), String.valueOf(failure.getMessage()));
      }
    } finally {
      running.remove(job);
    }
  }

  private static TemperaException failure(String id, Throwable e) {
    if (e instanceof TemperaException known) {
      return known;
    }
    LOG.error("Job {} failed", id, e);
    return e instanceof OutOfMemoryError
        ? new TemperaException(
            Kind.OUT_OF_RESOURCES, id, "Not enough memory to paint this: try a smaller picture.", e)
        : new TemperaException(
            Kind.FAILED,
            id,
            "Something went wrong inside Tempera while painting this: the operator's log says what.",
            e);
  }

  /** Every second. */
  private void keep() {
    for (Running job : running) {
      if (job.age().compareTo(timeLimit) > 0) {
        String late =
            "Painting took longer than %d seconds, the most allowed: try a smaller picture."
                .formatted(timeLimit.toSeconds());
        if (claims.fail(job.claim(), Kind.OUT_OF_RESOURCES, late)) {
          job.stop();
        }
      } else {
        job.renew();
      }
    }
    claims.takeBack(WorkerNames::isDead);
  }

  private void expire() {
    claims.expire();
    pictures.expire();
  }

  private static void quietly(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("Looking after the queue failed, and is tried again", e);
    }
  }

  /** How many jobs this process is painting. */
  public int running() {
    return running.size();
  }

  /** As {@link #close(Duration)}, without waiting for the jobs under way. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /**
   * Takes no more jobs on, waits for those under way, and hands back to the queue those that are
   * not done in time. Idempotent.
   */
  public void close(Duration wait) {
    closing = true;
    work.release(threads.size());
    join(wait);
    for (Running job : running) {
      quietly(() -> claims.handBack(job.claim()));
      job.stop();
    }
    join(GRACE);
    subscriptions.forEach(Jobs.Subscription::close);
    keeper.shutdown();
    try {
      if (!keeper.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Looking after the queue did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void join(Duration wait) {
    Stopwatch watch = new Stopwatch();
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        long left = watch.left(wait).toMillis();
        if (left > 0) {
          thread.join(left);
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
