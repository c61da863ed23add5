package io.github.tempera.service.telegram;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to be said in a chat.
 *
 * @param text the text or caption
 * @param keys the buttons under it, row by row
 * @param replyTo the message that it answers, 0 for none
 * @param work what it is about, if about something
 */
record Note(Kind kind, String text, List<List<Key>> keys, int replyTo, @Nullable String work) {

  enum Kind {
    TEXT,
    /** The styles to choose from. */
    MENU,
    /** How far a work is; not sent when it has ended by then. */
    TICKET,
    /** Takes the ticket away. */
    TICKET_OFF,
    /** The painting. */
    RESULT
  }

  static Note text(String text, int replyTo) {
    return new Note(Kind.TEXT, text, List.of(), replyTo, null);
  }

  String workOrThrow() {
    if (work == null) {
      throw new IllegalStateException("A note of this kind is about a work: " + kind);
    }
    return work;
  }
}
