package io.github.tempera.service.telegram.conversation;

import java.util.Optional;

/**
 * What a button does when pressed. Telegram carries its {@link #data()}, at most 64 bytes.
 *
 * @param action what to do
 * @param work id of the work it is about
 * @param argument key of a style, number of a page, or empty
 */
public record Button(Action action, String work, String argument) {

  /** What pressing it asks for. */
  public enum Action {
    PRESET("p"),
    PAGE("g"),
    WEAKER("w"),
    STRONGER("s"),
    FINER("n"),
    COARSER("c"),
    COLORS("k"),
    SWAP("r"),
    ANOTHER("a"),
    FULL("f"),
    CANCEL("x");

    private final String code;

    Action(String code) {
      this.code = code;
    }
  }

  Button(Action action, String work) {
    this(action, work, "");
  }

  String data() {
    return action.code + ":" + work + (argument.isEmpty() ? "" : ":" + argument);
  }

  /** Anyone may send anything as a button's data. */
  public static Optional<Button> parse(String data) {
    String[] parts = data.split(":", 3);
    for (Action action : Action.values()) {
      if (parts.length > 1 && action.code.equals(parts[0])) {
        return Optional.of(new Button(action, parts[1], parts.length > 2 ? parts[2] : ""));
      }
    }
    return Optional.empty();
  }
}
