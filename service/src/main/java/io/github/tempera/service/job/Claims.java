package io.github.tempera.service.job;

import io.github.tempera.TemperaException;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * The queue from the side of those who work it off. A worker holds a lease on its job, which it
 * renews while it is alive. What it does to a job has no effect once the lease was taken back, so
 * every job gets one result, whoever was killed when.
 */
final class Claims {
  /** How long a worker is trusted to be alive without having said so. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** How often painting a job is begun before it is blamed for the deaths of its workers. */
  static final int ATTEMPTS = 3;

  private static final String MINE =
      " WHERE id = :id AND state = 'RUNNING' AND worker = :worker AND attempts = :attempt";

  private final Database database;
  private final PictureStore pictures;
  private final Jobs jobs;
  private final Limits limits;
  private final Clock clock;

  Claims(Database database, PictureStore pictures, Jobs jobs, Limits limits, Clock clock) {
    this.database = database;
    this.pictures = pictures;
    this.jobs = jobs;
    this.limits = limits;
    this.clock = clock;
  }

  /** Takes the job whose turn it is. */
  Optional<Claim> claim(String worker) {
    boolean any =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT 1 FROM jobs WHERE state = 'QUEUED' LIMIT 1")
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    return any ? database.write(handle -> claim(handle, worker)) : Optional.empty();
  }

  private Optional<Claim> claim(Handle handle, String worker) {
    record Taken(String id, int attempt) {}
    Optional<Taken> taken =
        handle
            .createQuery(
                "UPDATE jobs SET state = 'RUNNING', worker = :worker, lease_until = :lease,"
                    + " started = :now, attempts = attempts + 1, done = 0, total = 0"
                    + " WHERE seq = (SELECT seq FROM jobs WHERE state = 'QUEUED'"
                    // In one turn, who has nothing under way goes before who has.
                    + " ORDER BY turn, (SELECT count(*) FROM jobs own WHERE own.state = 'RUNNING'"
                    + " AND own.client = jobs.client), seq LIMIT 1"
                    // Others who look at the same time take the next one.
                    + (database.isPostgres() ? " FOR UPDATE SKIP LOCKED)" : ")")
                    + " RETURNING id, attempts")
            .bind("worker", worker)
            .bind("lease", clock.millis() + LEASE.toMillis())
            .bind("now", clock.millis())
            .map((row, context) -> new Taken(row.getString("id"), row.getInt("attempts")))
            .findOne();
    return taken.map(
        job -> {
          handle.afterCommit(() -> jobs.changes().changed(job.id()));
          return new Claim(
              jobs.table().byId(handle, job.id()).orElseThrow(), worker, job.attempt());
        });
  }

  /** Renews the lease; false if the job is not this worker's any more. */
  boolean renew(Claim claim) {
    return database.write(
        handle ->
            handle
                    .createUpdate("UPDATE jobs SET lease_until = :lease" + MINE)
                    .bind("lease", clock.millis() + LEASE.toMillis())
                    .bindMap(mine(claim))
                    .execute()
                == 1);
  }

  /** Stores progress and renews the lease; false if the job is not this worker's any more. */
  boolean heartbeat(Claim claim, long done, long total) {
    return database.write(
        handle -> {
          int mine =
              handle
                  .createUpdate(
                      "UPDATE jobs SET lease_until = :lease, done = :done, total = :total" + MINE)
                  .bind("lease", clock.millis() + LEASE.toMillis())
                  .bind("done", done)
                  .bind("total", total)
                  .bindMap(mine(claim))
                  .execute();
          if (mine == 1) {
            handle.afterCommit(() -> jobs.changes().changed(claim.job().id()));
          }
          return mine == 1;
        });
  }

  /** Stores the painting and that it is done, in one; false if it was not this worker's to do. */
  boolean finish(Claim claim, byte[] painting) {
    return database.write(
        handle -> {
          int mine =
              handle
                  .createUpdate(
                      "UPDATE jobs SET state = 'DONE', result = :result, finished = :now,"
                          + " done = total, worker = NULL, lease_until = NULL"
                          + MINE)
                  .bind("result", PictureStore.hash(painting))
                  .bind("now", clock.millis())
                  .bindMap(mine(claim))
                  .execute();
          if (mine == 1) {
            pictures.put(handle, painting);
            ended(handle, claim.job().id());
          }
          return mine == 1;
        });
  }

  /** Stores that a job cannot be painted; false if it was not this worker's to say. */
  boolean fail(Claim claim, TemperaException.Kind kind, String error) {
    return database.write(
        handle -> {
          int mine =
              handle
                  .createUpdate(
                      "UPDATE jobs SET state = 'FAILED', error = :error, error_kind = :kind,"
                          + " finished = :now, worker = NULL, lease_until = NULL"
                          + MINE)
                  .bind("error", error)
                  .bind("kind", kind)
                  .bind("now", clock.millis())
                  .bindMap(mine(claim))
                  .execute();
          if (mine == 1) {
            ended(handle, claim.job().id());
          }
          return mine == 1;
        });
  }

  /** Puts an unfinished job back where it was in the queue. */
  boolean handBack(Claim claim) {
    return database.write(
        handle -> {
          int mine =
              handle
                  .createUpdate(
                      "UPDATE jobs SET state = 'QUEUED', attempts = attempts - 1, worker = NULL,"
                          + " lease_until = NULL, started = NULL, done = 0, total = 0"
                          + MINE)
                  .bindMap(mine(claim))
                  .execute();
          if (mine == 1) {
            handle.afterCommit(() -> jobs.changes().queued(claim.job().id()));
          }
          return mine == 1;
        });
  }

  /**
   * Puts jobs back whose worker is dead: its lease has run out, or it is known to be.
   *
   * @param isDead whether a worker of that name is known to be dead, before its lease tells
   * @return how many
   */
  int takeBack(Predicate<String> isDead) {
    record Running(String id, String worker, int attempt, long leaseUntil) {}
    List<Running> running =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT id, worker, attempts, lease_until FROM jobs"
                            + " WHERE state = 'RUNNING'")
                    .map(
                        (row, context) ->
                            new Running(
                                row.getString("id"),
                                row.getString("worker"),
                                row.getInt("attempts"),
                                row.getLong("lease_until")))
                    .list());
    int taken = 0;
    for (Running job : running) {
      if (job.leaseUntil() < clock.millis() || isDead.test(job.worker())) {
        taken +=
            database.write(
                handle ->
                    takeBack(handle, job.id(), job.worker(), job.attempt(), job.leaseUntil()));
      }
    }
    return taken;
  }

  private int takeBack(Handle handle, String id, String worker, int attempt, long leaseUntil) {
    boolean blamed = attempt >= ATTEMPTS;
    int taken =
        handle
            .createUpdate(
                (blamed
                        ? "UPDATE jobs SET state = 'FAILED', error = :error, error_kind = :kind,"
                            + " finished = :now,"
                        : "UPDATE jobs SET state = 'QUEUED', started = NULL, done = 0, total = 0,")
                    + " worker = NULL, lease_until = NULL"
                    + MINE
                    // Not if it has shown itself meanwhile.
                    + " AND lease_until = :lease")
            .bind("id", id)
            .bind("worker", worker)
            .bind("attempt", attempt)
            .bind("lease", leaseUntil)
            .bindMap(
                blamed
                    ? java.util.Map.of(
                        "now",
                        clock.millis(),
                        "kind",
                        TemperaException.Kind.OUT_OF_RESOURCES,
                        "error",
                        "Painting this broke off %d times: try a smaller picture."
                            .formatted(ATTEMPTS))
                    : java.util.Map.of())
            .execute();
    if (taken == 1 && blamed) {
      ended(handle, id);
    } else if (taken == 1) {
      handle.afterCommit(() -> jobs.changes().queued(id));
    }
    return taken;
  }

  /** Forgets the jobs that ended long ago. */
  int expire() {
    long before = clock.millis() - limits.remember().toMillis();
    return database.write(
        handle ->
            handle
                .createUpdate("DELETE FROM jobs WHERE finished < :before")
                .bind("before", before)
                .execute());
  }

  private void ended(Handle handle, String id) {
    pictures.release(handle, id);
    handle.afterCommit(() -> jobs.changes().ended(id));
  }

  private static java.util.Map<String, Object> mine(Claim claim) {
    return java.util.Map.of(
        "id", claim.job().id(), "worker", claim.worker(), "attempt", claim.attempt());
  }
}
