package io.github.tempera.service.telegram.conversation;

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
public record Note(
    Kind kind, String text, List<List<Key>> keys, int replyTo, @Nullable String work) {

  /** In which form it is said. */
  public enum Kind {
    /** Words. */
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

  /** Words. */
  public static Note text(String text, int replyTo) {
    return new Note(Kind.TEXT, text, List.of(), replyTo, null);
  }

  /** Asks for the style of a draft; says so where there is none to choose. */
  public static Note menu(Work draft, Menu menu, Texts texts) {
    return menu.isEmpty()
        ? text(texts.get("menu.none"), draft.message())
        : new Note(
            Kind.MENU, texts.get("menu"), menu.keys(draft, 0, texts), draft.message(), draft.id());
  }

  /**
   * Tells how far a work is, with a button to call it off.
   *
   * @param progress how far that is
   */
  public static Note ticket(Work work, String progress, Texts texts) {
    return new Note(
        Kind.TICKET, progress, Keyboards.ticket(work.id(), texts), work.message(), work.id());
  }

  /** Takes a work's ticket away. */
  public static Note ticketOff(Work work) {
    return new Note(Kind.TICKET_OFF, "", List.of(), 0, work.id());
  }

  /** A painting, with what it is and what else can be made of it. */
  public static Note result(Work work, Menu menu, Texts texts) {
    return new Note(
        Kind.RESULT,
        Keyboards.caption(work, texts, menu),
        Keyboards.result(work, texts),
        work.message(),
        work.id());
  }

  /** The work that it is about, where its kind is about one. */
  public String workOrThrow() {
    if (work == null) {
      throw new IllegalStateException("A note of this kind is about a work: " + kind);
    }
    return work;
  }
}
