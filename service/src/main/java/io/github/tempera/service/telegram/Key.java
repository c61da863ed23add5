package io.github.tempera.service.telegram;

/**
 * A button as it is shown.
 *
 * @param label what it says
 * @param data what Telegram returns when it is pressed
 */
record Key(String label, String data) {
  private static final int LABEL = 40;

  Key {
    label = Texts.cut(label, LABEL);
  }

  static Key of(String label, Button button) {
    return new Key(label, button.data());
  }
}
