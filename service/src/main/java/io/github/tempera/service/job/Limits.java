package io.github.tempera.service.job;

import io.github.tempera.TemperaException;
import java.time.Duration;

/**
 * How much is accepted, and how long things are kept.
 *
 * @param queueLength jobs that may wait at once, 1 to 100,000
 * @param jobsPerClient jobs that one client may have waiting and running, 1 or more
 * @param timeLimit how long painting one job may take, at least a second
 * @param retention how long a picture or result is kept after its last use, at least a second
 * @param remember how long after its end it is known that there was such a job, at least the
 *     retention
 * @param maxPixels the most pixels, width times height, of any picture brought
 * @param maxBytes the most bytes of any picture brought
 */
public record Limits(
    int queueLength,
    int jobsPerClient,
    Duration timeLimit,
    Duration retention,
    Duration remember,
    long maxPixels,
    long maxBytes) {
  /** 100 waiting, 10 a client, 5 minutes, an hour, a day, 50 million pixels, 32 MiB. */
  public static final Limits DEFAULTS =
      new Limits(
          100,
          10,
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofDays(1),
          50_000_000,
          32L << 20);

  /**
   * @throws TemperaException if a value is out of its range
   */
  public Limits {
    check("queue length", queueLength, 100_000);
    check("number of jobs per client", jobsPerClient, Integer.MAX_VALUE);
    check("time limit (seconds)", timeLimit.toSeconds(), Integer.MAX_VALUE);
    check("retention time (seconds)", retention.toSeconds(), Integer.MAX_VALUE);
    if (remember.compareTo(retention) < 0) {
      throw new TemperaException(
          "Jobs must be remembered for at least the retention time of %d seconds, not %d."
              .formatted(retention.toSeconds(), remember.toSeconds()));
    }
    check("limit of pixels", maxPixels, Integer.MAX_VALUE);
    check("limit of bytes", maxBytes, Integer.MAX_VALUE);
  }

  private static void check(String what, long value, long greatest) {
    if (value < 1 || value > greatest) {
      throw new TemperaException(
          "The %s must be 1 to %d, not %d.".formatted(what, greatest, value));
    }
  }

  /** These limits with another length of the queue. */
  public Limits withQueueLength(int jobs) {
    return new Limits(jobs, jobsPerClient, timeLimit, retention, remember, maxPixels, maxBytes);
  }

  /** These limits with another number of jobs per client. */
  public Limits withJobsPerClient(int jobs) {
    return new Limits(queueLength, jobs, timeLimit, retention, remember, maxPixels, maxBytes);
  }

  /** These limits with another time limit. */
  public Limits withTimeLimit(Duration time) {
    return new Limits(queueLength, jobsPerClient, time, retention, remember, maxPixels, maxBytes);
  }

  /** These limits with other times to keep pictures and to remember jobs. */
  public Limits withRetention(Duration pictures, Duration jobs) {
    return new Limits(queueLength, jobsPerClient, timeLimit, pictures, jobs, maxPixels, maxBytes);
  }

  /** These limits with other bounds on pictures. */
  public Limits withPictures(long pixels, long bytes) {
    return new Limits(queueLength, jobsPerClient, timeLimit, retention, remember, pixels, bytes);
  }
}
