package io.github.tempera.service.telegram.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Where the conversation with someone stands.
 *
 * @param waiting the work whose content waits for a style; null if none
 * @param apologized when the bot last said that it had been away, in seconds since 1970
 */
public record State(@Nullable String waiting, long apologized) {
  /** Of somebody who has not been heard yet. */
  public static final State START = new State(null, 0);

  State waitingFor(@Nullable String work) {
    return new State(work, apologized);
  }

  State apologizedAt(long seconds) {
    return new State(waiting, seconds);
  }
}
