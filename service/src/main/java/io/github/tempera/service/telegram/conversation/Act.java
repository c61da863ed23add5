package io.github.tempera.service.telegram.conversation;

import java.util.List;

/** What the bot does in answer. */
public sealed interface Act {
  /** Says a text. */
  record Say(String text, List<String> values) implements Act {
    public Say(String text, String... values) {
      this(text, List.of(values));
    }
  }

  /** Answers the press of a button; with an empty text it only ends the waiting. */
  record Answer(String text, List<String> values) implements Act {
    public Answer(String text, String... values) {
      this(text, List.of(values));
    }
  }

  /** Keeps a content that has no style yet, and shows the styles to choose from. */
  record ShowStyles(Work draft) implements Act {}

  /** Shows another page of the styles, in the message whose button was pressed. */
  record TurnPage(Work draft, int page) implements Act {}

  /** Gives the order. */
  record Paint(Work work) implements Act {}

  /** Calls off one work, if it is this person's. */
  record Cancel(Work work) implements Act {}

  /** Calls off all that this person has under way in this chat. */
  record CancelAll() implements Act {}
}
