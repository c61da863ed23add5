package io.github.tempera.service.job;

import io.github.tempera.TemperaException;
import io.github.tempera.service.painting.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads jobs. */
final class JobTable {
  private static final String SELECT =
      "SELECT j.*, p.expires AS result_expires,"
          + " CASE WHEN j.state = 'QUEUED' THEN (SELECT count(*) FROM jobs q WHERE q.state ="
          + " 'QUEUED' AND (q.turn < j.turn OR (q.turn = j.turn AND q.seq <= j.seq))) ELSE 0 END"
          + " AS position FROM jobs j LEFT JOIN pictures p ON p.hash = j.result ";
  private static final int RECENT = 20;
  private static final double FIRST_GUESS_SECONDS = 3;
  private static final long ESTIMATE_AGE_MILLIS = 1000;

  private final Duration retention;
  private final Clock clock;
  private volatile Pace pace = new Pace(Long.MIN_VALUE, FIRST_GUESS_SECONDS, List.of());

  /**
   * How fast jobs are painted.
   *
   * @param read when that was found out, milliseconds since 1970
   * @param seconds one job takes
   * @param started when those running began, milliseconds since 1970
   */
  private record Pace(long read, double seconds, List<Long> started) {
    /** Seconds until the job at a place in the queue is done; every running one frees a place. */
    long wait(int position, long now) {
      if (started.isEmpty()) {
        return (long) Math.ceil(seconds * position);
      }
      int ahead = position - 1;
      // The first of those running to end makes way for the first in the queue, and so on.
      long begun = started.get(ahead % started.size());
      double remaining = Math.max(0, seconds - (now - begun) / 1000.0);
      return (long) Math.ceil(remaining + seconds * (ahead / started.size() + 1));
    }
  }

  JobTable(Duration retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  Optional<Job> byId(Handle handle, String id) {
    return one(handle, handle.createQuery(SELECT + "WHERE j.id = :id").bind("id", id));
  }

  Optional<Job> byKey(Handle handle, String client, String key) {
    return one(
        handle,
        handle
            .createQuery(SELECT + "WHERE j.client = :client AND j.idempotency_key = :key")
            .bind("client", client)
            .bind("key", key));
  }

  private Optional<Job> one(Handle handle, Query query) {
    Pace current = pace(handle);
    return query.map((row, context) -> job(row, current)).findOne();
  }

  /** Seconds until one more place is free. */
  long secondsToNextPlace(Handle handle) {
    Pace current = pace(handle);
    return Math.max(1, Math.round(current.seconds / Math.max(1, current.started.size())));
  }

  private Pace pace(Handle handle) {
    Pace known = pace;
    long now = clock.millis();
    if (known.read > now - ESTIMATE_AGE_MILLIS && known.read <= now) {
      return known;
    }
    List<Long> times =
        handle
            .createQuery(
                "SELECT finished - started FROM jobs WHERE state = 'DONE'"
                    + " ORDER BY finished DESC LIMIT "
                    + RECENT)
            .mapTo(Long.class)
            .list();
    double seconds =
        times.stream().mapToLong(Long::longValue).average().orElse(1000 * FIRST_GUESS_SECONDS)
            / 1000;
    List<Long> started =
        handle
            .createQuery("SELECT started FROM jobs WHERE state = 'RUNNING' ORDER BY started")
            .mapTo(Long.class)
            .list();
    pace = new Pace(now, seconds, started);
    return pace;
  }

  private Job job(ResultSet row, Pace current) throws SQLException {
    Job.State state = Job.State.valueOf(row.getString("state"));
    int position = row.getInt("position");
    long done = row.getLong("done");
    long total = row.getLong("total");
    Optional<Instant> started = instant(row, "started");
    Optional<Instant> finished = instant(row, "finished");
    long now = clock.millis();
    long seconds =
        switch (state) {
          case QUEUED -> current.wait(position, now);
          case RUNNING ->
              remaining(current, now - started.orElseThrow().toEpochMilli(), done, total);
          default -> 0;
        };
    Optional<String> result = Optional.ofNullable(row.getString("result"));
    Optional<Instant> expires =
        result.isPresent()
            ? instant(row, "result_expires").or(() -> finished.map(end -> end.plus(retention)))
            : Optional.empty();
    return new Job(
        row.getString("id"),
        row.getString("client"),
        state,
        Order.fromJson(row.getString("painting")),
        position,
        seconds,
        done,
        total,
        result,
        Optional.ofNullable(row.getString("error")),
        Optional.ofNullable(row.getString("error_kind")).map(TemperaException.Kind::valueOf),
        Instant.ofEpochMilli(row.getLong("created")),
        started,
        finished,
        expires);
  }

  private static long remaining(Pace current, long elapsedMillis, long done, long total) {
    double elapsed = elapsedMillis / 1000.0;
    double whole = done == 0 ? Math.max(current.seconds, elapsed) : elapsed * total / done;
    return (long) Math.ceil(Math.max(0, whole - elapsed));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
