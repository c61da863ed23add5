package io.github.tempera.service.telegram.conversation;

import io.github.tempera.service.painting.Order;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture that someone wants painted: what the buttons under a message refer to.
 *
 * @param id short and unguessable
 * @param chat where it is answered
 * @param person who wants it
 * @param language of that person
 * @param message id of the message that it answers
 * @param content what is painted
 * @param styles in the manner of which, where they are pictures that were sent
 * @param order what the queue is given; null until there is a style
 */
public record Work(
    String id,
    long chat,
    long person,
    String language,
    int message,
    Received content,
    List<Received> styles,
    @Nullable Order order) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 9;

  static String newId() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The same content, wanted otherwise. */
  Work again(long newPerson, String newLanguage, List<Received> newStyles, @Nullable Order now) {
    return new Work(newId(), chat, newPerson, newLanguage, message, content, newStyles, now);
  }

  /** The order, where it is known that there is one. */
  public Order orderOrThrow() {
    if (order == null) {
      throw new IllegalStateException("No style has been chosen yet");
    }
    return order;
  }

  /** Whether the result goes as a file, in full resolution. */
  public boolean full() {
    return order != null && order.size() == 0;
  }
}
