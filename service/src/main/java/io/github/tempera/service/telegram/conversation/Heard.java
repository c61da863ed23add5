package io.github.tempera.service.telegram.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What someone said or did, with everything looked up that it refers to. */
public sealed interface Heard {
  /** A command, without its slash. */
  record Command(String word) implements Heard {}

  /** Words. */
  record Talk() implements Heard {}

  /** Something that cannot be painted: sticker, video, file or other. */
  record Unusable(String kind) implements Heard {}

  /** A message of long ago, when the bot was away; when that is said, in seconds since 1970. */
  record Stale(long now) implements Heard {}

  /**
   * Pictures.
   *
   * @param repliedTo the picture that they reply to; null if none
   * @param sent in the order they were sent; none, where a command replies to a picture
   */
  record Pictures(@Nullable Received repliedTo, List<Received> sent) implements Heard {}

  /** Pictures, one of which cannot be used, for the reason of that text. */
  record BadPicture(String text, List<String> values) implements Heard {
    public BadPicture(String text, String... values) {
      this(text, List.of(values));
    }
  }

  /**
   * A button.
   *
   * @param button what it does; null if nothing known
   * @param work what it refers to; null if that is gone
   */
  record Press(@Nullable Button button, @Nullable Work work) implements Heard {}
}
