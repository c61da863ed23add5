package io.github.tempera.service.job;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that a thread of this process is painting. */
final class Running {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);
  private static final Duration BETWEEN_HEARTBEATS = Duration.ofMillis(250);
  private static final Duration BETWEEN_RENEWALS = Claims.LEASE.dividedBy(3);

  private final Claim claim;
  private final Claims claims;
  private final Thread thread;
  private final Stopwatch begun = new Stopwatch();
  private volatile Stopwatch renewed = begun;
  private @Nullable Stopwatch shown;
  private boolean ended;
  private boolean stopped;

  Running(Claim claim, Claims claims, Thread thread) {
    this.claim = claim;
    this.claims = claims;
    this.thread = thread;
  }

  Claim claim() {
    return claim;
  }

  Duration age() {
    return begun.elapsed();
  }

  /** Called by the painting thread after every tile. */
  void progress(long done, long total) {
    if (stopped()) {
      throw new CancellationException("stopped");
    }
    if (shown != null && !shown.left(BETWEEN_HEARTBEATS).isZero()) {
      return;
    }
    Stopwatch now = new Stopwatch();
    shown = now;
    boolean mine;
    try {
      mine = claims.heartbeat(claim, done, total);
    } catch (RuntimeException e) {
      // To be shown is not worth as much as to be painted.
      LOG.debug("The progress of job {} was not stored", claim.job().id(), e);
      return;
    }
    renewed = now;
    if (!mine) {
      stop();
      throw new CancellationException("not ours any more");
    }
  }

  /** Called by the keeper: holds the lease where tiles take long. */
  void renew() {
    if (renewed.left(BETWEEN_RENEWALS).isZero()) {
      renewed = new Stopwatch();
      if (!claims.renew(claim)) {
        stop();
      }
    }
  }

  /** Stops the painting: the job is not this process's any more. */
  synchronized void stop() {
    stopped = true;
    if (!ended) {
      thread.interrupt();
    }
  }

  synchronized boolean stopped() {
    return stopped;
  }

  /** The painting is over: from now on the thread is not interrupted, it writes to the database. */
  synchronized void end() {
    ended = true;
    Thread.interrupted();
  }
}
