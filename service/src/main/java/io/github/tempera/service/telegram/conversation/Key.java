package io.github.tempera.service.telegram.conversation;

/**
 * A button as it is shown.
 *
 * @param label what it says
 * @param data what Telegram returns when it is pressed
 */
public record Key(String label, String data) {
  private static final int LABEL = 40;

  /** Shortens what a button has no room for. */
  public Key {
    label = Texts.cut(label, LABEL);
  }

  static Key of(String label, Button button) {
    return new Key(label, button.data());
  }
}
