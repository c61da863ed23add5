package io.github.tempera.service.telegram.conversation;

import java.util.List;

/** The bot's turn in a conversation: where it stands now, and what is done. */
public record Turn(State state, List<Act> acts) {
  Turn(State state, Act... acts) {
    this(state, List.of(acts));
  }
}
