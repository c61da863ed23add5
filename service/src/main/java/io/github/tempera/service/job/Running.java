package io.github.tempera.service.job;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that a thread of this process is painting. */
final class Running {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);
  private static final long BETWEEN_HEARTBEATS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long BETWEEN_RENEWALS = Claims.LEASE.toNanos() / 3;

  private final Claim claim;
  private final Claims claims;
  private final Thread thread;
  private final long begun = System.nanoTime();
  private volatile long renewed = begun;
  private long shown = begun - BETWEEN_HEARTBEATS;
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
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Called by the painting thread after every tile. */
  void progress(long done, long total) {
    if (stopped()) {
      throw new CancellationException("stopped");
    }
    long now = System.nanoTime();
    if (now - shown < BETWEEN_HEARTBEATS) {
      return;
    }
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
    if (System.nanoTime() - renewed > BETWEEN_RENEWALS) {
      renewed = System.nanoTime();
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
