package io.github.tempera.service.job;

import io.github.tempera.TemperaException;
import io.github.tempera.service.painting.Order;
import java.time.Instant;
import java.util.Optional;

/**
 * An order under way, as it was when it was asked for.
 *
 * @param id random and unguessable, 22 characters that need no escaping in a URL
 * @param client who gave the order
 * @param state how far it is
 * @param order what is painted
 * @param position place in the queue from 1; 0 when it is not queued
 * @param estimatedSeconds until it will be done, as far as can be told; 0 when it has ended
 * @param done steps of the painting that are finished
 * @param total steps of the painting, 0 before it has begun
 * @param result hash of the painting in the picture store, when done and not deleted since
 * @param error what went wrong, a sentence for the client, when failed
 * @param errorKind the same for programs
 * @param created when it was accepted
 * @param started when painting began (the last time, if more than once)
 * @param finished when it ended
 * @param expires when the result goes, or went, as far as it is not used again; where there is one
 */
public record Job(
    String id,
    String client,
    State state,
    Order order,
    int position,
    long estimatedSeconds,
    long done,
    long total,
    Optional<String> result,
    Optional<String> error,
    Optional<TemperaException.Kind> errorKind,
    Instant created,
    Optional<Instant> started,
    Optional<Instant> finished,
    Optional<Instant> expires) {

  /** How far a job is. */
  public enum State {
    /** Waits. */
    QUEUED,
    /** Is being painted. */
    RUNNING,
    /** Was painted. */
    DONE,
    /** Could not be painted; {@link Job#error()} says why. */
    FAILED,
    /** Was called off. */
    CANCELLED;

    /** Whether it stays so. */
    public boolean isFinal() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }

  /** Media type of the result, such as {@code image/jpeg}. */
  public String mediaType() {
    return order.mediaType();
  }
}
