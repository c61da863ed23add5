package io.github.tempera.service.telegram;

import io.github.tempera.service.telegram.conversation.Heard;
import java.io.Serial;

/** A picture that someone sent cannot be painted. */
final class NotUsable extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Heard.BadPicture why;

  NotUsable(String text, String... values) {
    super(text);
    why = new Heard.BadPicture(text, values);
  }

  Heard.BadPicture why() {
    return why;
  }
}
