package io.github.tempera.service.telegram;

import io.github.tempera.service.store.Database;
import io.github.tempera.service.telegram.conversation.State;
import io.github.tempera.service.telegram.show.Json;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Where each conversation of a bot stands. */
final class Conversations {
  private final Database database;
  private final long bot;
  private final Clock clock;

  Conversations(Database database, long bot, Clock clock) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
  }

  State state(long chat, long person) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT body FROM telegram_conversations
                    WHERE bot = :bot AND chat = :chat AND person = :person
                    """)
                .bind("bot", bot)
                .bind("chat", chat)
                .bind("person", person)
                .mapTo(String.class)
                .findOne()
                .map(body -> Json.read(body, State.class))
                .orElse(State.START));
  }

  void setState(Handle handle, long chat, long person, State state) {
    handle
        .createUpdate(
            """
            INSERT INTO telegram_conversations (bot, chat, person, changed, body)
            VALUES (:bot, :chat, :person, :now, :body)
            ON CONFLICT (bot, chat, person) DO UPDATE SET changed = :now, body = :body
            """)
        .bind("bot", bot)
        .bind("chat", chat)
        .bind("person", person)
        .bind("now", clock.millis())
        .bind("body", Json.write(state))
        .execute();
  }

  void forgetChat(Handle handle, long chat) {
    handle
        .createUpdate("DELETE FROM telegram_conversations WHERE bot = :bot AND chat = :chat")
        .bind("bot", bot)
        .bind("chat", chat)
        .execute();
  }

  /** Forgets those that have rested for so long, whichever bot's. */
  void forget(Duration after) {
    database.run(
        handle ->
            handle
                .createUpdate("DELETE FROM telegram_conversations WHERE changed < :before")
                .bind("before", clock.millis() - after.toMillis())
                .execute());
  }
}
