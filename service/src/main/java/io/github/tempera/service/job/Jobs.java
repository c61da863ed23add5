package io.github.tempera.service.job;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * The queue, a table of the database: what was accepted is there until it has ended, whatever
 * happens to the process. Several processes may share one.
 *
 * <p>It is fair between clients: every job gets a turn, one more than its client's last, and is
 * painted in the order of turns. So nobody's second job goes before another's first.
 */
public final class Jobs {
  /** The longest idempotency key. */
  public static final int LONGEST_KEY = 255;

  // Changes by other processes are noticed within this time.
  private static final long POLL_MILLIS = 1000;
  private static final int ID_BYTES = 16;

  private final Database database;
  private final PictureStore pictures;
  private final Limits limits;
  private final Clock clock;
  private final JobTable table;
  private final Changes changes = new Changes();
  private final SecureRandom random = new SecureRandom();

  /** What the queue holds. */
  public record Load(int queued, int running) {}

  /** The queue in a database. */
  public Jobs(Database database, PictureStore pictures, Limits limits, Clock clock) {
    this.database = database;
    this.pictures = pictures;
    this.limits = limits;
    this.clock = clock;
    this.table = new JobTable(limits.retention(), clock);
  }

  /**
   * Accepts an order: when this returns, it will be painted, whatever happens to this process.
   *
   * @param idempotencyKey of the client's choice, at most {@link #LONGEST_KEY} characters: while
   *     the job is remembered, the same client's same key gives the same job again instead of a new
   *     one
   * @param brought encoded pictures of the order's by their {@linkplain PictureStore#hash hashes},
   *     stored with it, or not at all where it is not accepted or known already; the others are
   *     stored already
   * @throws QueueFull if no place is left
   * @throws TooManyJobs if this client has as many unfinished jobs as it may
   * @throws TemperaException if the key is another order's, or a stored picture that it needs is
   *     gone
   */
  public Job accept(
      String client, Order order, Optional<String> idempotencyKey, Map<String, byte[]> brought) {
    return database.write(handle -> accept(handle, client, order, idempotencyKey, brought));
  }

  /** As the other, where all pictures are stored already. */
  public Job accept(String client, Order order, Optional<String> idempotencyKey) {
    return accept(client, order, idempotencyKey, Map.of());
  }

  /**
   * As the others, in a transaction of the caller's ({@link Database#write}): accepted if that
   * commits. Where this throws, the caller is to roll back.
   */
  public Job accept(Handle handle, String client, Order order, Optional<String> idempotencyKey) {
    return accept(handle, client, order, idempotencyKey, Map.of());
  }

  private Job accept(
      Handle handle,
      String client,
      Order order,
      Optional<String> idempotencyKey,
      Map<String, byte[]> brought) {
    if (idempotencyKey.isPresent() && idempotencyKey.get().length() > LONGEST_KEY) {
      throw new TemperaException(
          "An idempotency key has at most %d characters, not %d."
              .formatted(LONGEST_KEY, idempotencyKey.get().length()));
    }
    database.alone(handle, "accept");
    Optional<Job> known = idempotencyKey.flatMap(key -> table.byKey(handle, client, key));
    if (known.isPresent()) {
      if (!known.get().order().equals(order)) {
        throw new TemperaException(
            "This idempotency key belongs to another order: choose a new one for each picture.");
      }
      return known.get();
    }
    checkLimits(handle, client);
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    pictures
        .hold(handle, id, order.pictures(), brought)
        .ifPresent(
            gone -> {
              throw new TemperaException(
                  Kind.NOT_FOUND,
                  gone,
                  gone.equals(order.content())
                      ? "The content picture is not here any more: send it again."
                      : "A style picture or mask is not here any more: send it again.");
            });
    handle
        .createUpdate(
            "INSERT INTO jobs (id, client, idempotency_key, painting, state, turn, attempts, done,"
                + " total, created) VALUES (:id, :client, :key, :painting, 'QUEUED', :turn, 0, 0,"
                + " 0, :now)")
        .bind("id", id)
        .bind("client", client)
        .bind("key", idempotencyKey.orElse(null))
        .bind("painting", order.toJson())
        .bind("turn", turn(handle, client))
        .bind("now", clock.millis())
        .execute();
    handle.afterCommit(() -> changes.queued(id));
    return table.byId(handle, id).orElseThrow();
  }

  private void checkLimits(Handle handle, String client) {
    int own =
        handle
            .createQuery(
                "SELECT count(*) FROM jobs WHERE client = :client"
                    + " AND state IN ('QUEUED', 'RUNNING')")
            .bind("client", client)
            .mapTo(int.class)
            .one();
    if (own >= limits.jobsPerClient()) {
      throw new TooManyJobs(limits.jobsPerClient(), table.secondsToNextPlace(handle));
    }
    if (load(handle).queued() >= limits.queueLength()) {
      throw new QueueFull(limits.queueLength(), table.secondsToNextPlace(handle));
    }
  }

  /**
   * The turn of a client's next job: the current one if it has no job under way, else one more than
   * its last, or than the current one if that is further.
   */
  private static long turn(Handle handle, String client) {
    return handle
        .createQuery(
            """
            SELECT CASE WHEN own.last IS NULL THEN now.turn
              WHEN own.last > now.turn THEN own.last + 1
              ELSE now.turn + 1 END
            FROM
              (SELECT max(turn) AS last FROM jobs
                WHERE client = :client AND state IN ('QUEUED', 'RUNNING')) AS own,
              (SELECT COALESCE(
                (SELECT max(turn) FROM jobs WHERE state = 'RUNNING'),
                (SELECT min(turn) FROM jobs WHERE state = 'QUEUED'),
                0) AS turn) AS now
            """)
        .bind("client", client)
        .mapTo(long.class)
        .one();
  }

  /** The job of that id, empty if there is none or it is forgotten. */
  public Optional<Job> get(String id) {
    return database.read(handle -> table.byId(handle, id));
  }

  /** The painting, whose time begins anew; empty if the job is not done or the painting is gone. */
  public Optional<byte[]> result(Job job) {
    return job.result().flatMap(pictures::get);
  }

  /**
   * Waits until a job is another than was seen (state, progress or position) or the time is up, or
   * the thread is interrupted, whose flag then stays set.
   *
   * @return the job as it is now; empty if it is forgotten
   */
  public Optional<Job> awaitChange(Job seen, Duration timeout) {
    return await(seen.id(), timeout, now -> !isSame(seen, now));
  }

  private static boolean isSame(Job a, Job b) {
    return a.state() == b.state()
        && a.position() == b.position()
        && a.done() == b.done()
        && a.total() == b.total();
  }

  /** Waits until a job has ended, or the time is up; else as {@link #awaitChange}. */
  public Optional<Job> awaitEnd(String id, Duration timeout) {
    return await(id, timeout, now -> now.state().isFinal());
  }

  private Optional<Job> await(
      String id, Duration timeout, java.util.function.Predicate<Job> enough) {
    Stopwatch watched = new Stopwatch();
    try (Changes.Watch watch = changes.watch(id)) {
      while (true) {
        Optional<Job> job = get(id);
        Duration left = watched.left(timeout);
        if (job.isEmpty() || enough.test(job.get()) || left.isZero()) {
          return job;
        }
        watch.await(Math.min(POLL_MILLIS, left.toMillis() + 1));
      }
    } catch (InterruptedException e) {
      Optional<Job> job = get(id);
      Thread.currentThread().interrupt();
      return job;
    }
  }

  /**
   * Calls off a job that has not ended.
   *
   * @return whether there was one
   */
  public boolean cancel(String id) {
    return database.write(handle -> cancel(handle, id));
  }

  /** As the other, in a transaction of the caller's ({@link Database#write}). */
  public boolean cancel(Handle handle, String id) {
    int cancelled =
        handle
            .createUpdate(
                "UPDATE jobs SET state = 'CANCELLED', finished = :now, worker = NULL,"
                    + " lease_until = NULL WHERE id = :id AND state IN ('QUEUED', 'RUNNING')")
            .bind("id", id)
            .bind("now", clock.millis())
            .execute();
    if (cancelled == 1) {
      pictures.release(handle, id);
      handle.afterCommit(() -> changes.cancelled(id));
    }
    return cancelled == 1;
  }

  /**
   * Calls off a job that has not ended; of one that has, deletes the pictures: the painting and
   * what it was painted from, except what an unfinished job needs and what is another job's
   * painting.
   */
  public void delete(String id) {
    database.run(
        handle -> {
          if (!cancel(handle, id)) {
            table.byId(handle, id).ifPresent(job -> deletePictures(handle, job));
          }
        });
  }

  private void deletePictures(Handle handle, Job job) {
    handle
        .createUpdate("UPDATE jobs SET result = NULL WHERE id = :id")
        .bind("id", job.id())
        .execute();
    // In the order that finishing a job has, too, so that two transactions cannot wait for each
    // other: the painting, then the others in theirs.
    job.result().ifPresent(hash -> deletePicture(handle, hash));
    job.order().pictures().stream().sorted().forEach(hash -> deletePicture(handle, hash));
    handle.afterCommit(() -> changes.changed(job.id()));
  }

  private void deletePicture(Handle handle, String hash) {
    pictures.delete(
        handle,
        hash,
        () ->
            handle
                .createQuery("SELECT 1 FROM jobs WHERE result = :hash LIMIT 1")
                .bind("hash", hash)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** How many wait and run. */
  public Load load() {
    return database.read(Jobs::load);
  }

  private static Load load(Handle handle) {
    return handle
        .createQuery(
            "SELECT (SELECT count(*) FROM jobs WHERE state = 'QUEUED') AS queued,"
                + " (SELECT count(*) FROM jobs WHERE state = 'RUNNING') AS running")
        .map((row, context) -> new Load(row.getInt("queued"), row.getInt("running")))
        .one();
  }

  /**
   * Calls back with the id of each job that changes by this process, after the change is stored; by
   * then it may have changed again. The callback must be quick and not throw; changes by other
   * processes are not heard.
   *
   * @return closes the subscription
   */
  public Subscription onChange(Consumer<String> listener) {
    return changes.onChange(listener);
  }

  /** Calls back as {@link #onChange} does, once for each job that ends by this process. */
  public Subscription onEnd(Consumer<String> listener) {
    return changes.onEnd(listener);
  }

  Changes changes() {
    return changes;
  }

  JobTable table() {
    return table;
  }

  /** Ends a subscription. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
