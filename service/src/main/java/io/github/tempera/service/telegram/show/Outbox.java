package io.github.tempera.service.telegram.show;

import io.github.tempera.service.store.Database;
import io.github.tempera.service.telegram.conversation.Note;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Handle;

/**
 * What is to be said, until Telegram has it. A kill between Telegram's answer and the commit that
 * notes it repeats that one message; nothing is ever lost.
 */
public final class Outbox {
  private final Database database;
  private final long bot;
  private final Runnable changed;
  private final Clock clock;

  // Notes whose outcome could not be written down, because the database did not answer.
  private final Queue<Parcel> strays = new ConcurrentLinkedQueue<>();

  /**
   * The outbox of a bot.
   *
   * @param changed told when there may be something to send
   */
  public Outbox(Database database, long bot, Runnable changed, Clock clock) {
    this.database = database;
    this.bot = bot;
    this.changed = changed;
    this.clock = clock;
  }

  /** A note that is being sent. */
  record Parcel(long id, long chat, int attempts, long created, Note note) {}

  /** Takes up again what an earlier process did not see sent. */
  public void recover() {
    database.run(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE telegram_outbox SET state = 'WAITING'
                    WHERE bot = :bot AND state = 'SENDING'
                    """)
                .bind("bot", bot)
                .execute());
  }

  /** Has a note sent, if the transaction is committed. */
  public void add(Handle handle, long chat, Note note) {
    long now = clock.millis();
    handle
        .createUpdate(
            """
            INSERT INTO telegram_outbox (bot, chat, state, attempts, next_at, created, body)
            VALUES (:bot, :chat, 'WAITING', 0, :now, :now, :body)
            """)
        .bind("bot", bot)
        .bind("chat", chat)
        .bind("now", now)
        .bind("body", Json.write(note))
        .execute();
    handle.afterCommit(changed);
  }

  /** The oldest note that may be sent now: in a chat, one after the other. */
  synchronized Optional<Parcel> take() {
    long now = clock.millis();
    for (Parcel stray = strays.peek(); stray != null; stray = strays.peek()) {
      later(stray, Duration.ofSeconds(2));
      strays.remove();
    }
    while (true) {
      Optional<Parcel> next = database.read(handle -> next(handle, now));
      if (next.isEmpty() || claim(next.get())) {
        return next;
      }
      // Someone else has it.
    }
  }

  private boolean claim(Parcel parcel) {
    return database.write(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE telegram_outbox SET state = 'SENDING', attempts = attempts + 1
                        WHERE id = :id AND state = 'WAITING'
                        """)
                    .bind("id", parcel.id())
                    .execute()
                == 1);
  }

  private Optional<Parcel> next(Handle handle, long now) {
    return handle
        .createQuery(
            """
            SELECT id, chat, attempts, created, body FROM telegram_outbox AS o
            WHERE bot = :bot AND state = 'WAITING' AND next_at <= :now
              AND NOT EXISTS (
                SELECT 1 FROM telegram_outbox AS earlier
                WHERE earlier.bot = :bot AND earlier.state IN ('WAITING', 'SENDING')
                  AND earlier.chat = o.chat AND earlier.id < o.id)
            ORDER BY id LIMIT 1
            """)
        .bind("bot", bot)
        .bind("now", now)
        .map(
            (row, context) ->
                new Parcel(
                    row.getLong(1),
                    row.getLong(2),
                    row.getInt(3),
                    row.getLong(4),
                    Json.read(row.getString(5), Note.class)))
        .findOne();
  }

  /** Puts down what one is sending; what was dropped meanwhile stays so. */
  private void release(Parcel parcel, String state, long nextAt) {
    database.run(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE telegram_outbox SET state = :state, next_at = :next
                    WHERE id = :id AND state = 'SENDING'
                    """)
                .bind("state", state)
                .bind("next", nextAt)
                .bind("id", parcel.id())
                .execute());
  }

  void sent(Handle handle, Parcel parcel, int message) {
    handle
        .createUpdate(
            "UPDATE telegram_outbox SET state = 'SENT', message = :message WHERE id = :id")
        .bind("message", message)
        .bind("id", parcel.id())
        .execute();
    handle.afterCommit(changed);
  }

  void later(Parcel parcel, Duration wait) {
    release(parcel, "WAITING", clock.millis() + wait.toMillis());
  }

  /** Has a note sent again that was on its way when something else failed. */
  void stray(Parcel parcel) {
    strays.add(parcel);
  }

  void drop(Parcel parcel) {
    release(parcel, "DROPPED", 0);
    changed.run();
  }

  /** Drops all that is waiting for a chat where nobody listens any more. */
  public void dropChat(Handle handle, long chat) {
    handle
        .createUpdate(
            """
            UPDATE telegram_outbox SET state = 'DROPPED'
            WHERE bot = :bot AND chat = :chat AND state IN ('WAITING', 'SENDING')
            """)
        .bind("bot", bot)
        .bind("chat", chat)
        .execute();
  }

  /** The group has become another chat. */
  void move(long chat, long newChat) {
    database.run(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE telegram_outbox SET chat = :new WHERE bot = :bot AND chat = :old
                    """)
                .bind("new", newChat)
                .bind("bot", bot)
                .bind("old", chat)
                .execute());
  }

  /** Forgets what was sent, or dropped, and is that old. */
  public void forget(Duration after) {
    database.run(
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM telegram_outbox
                    WHERE state IN ('SENT', 'DROPPED') AND created < :before
                    """)
                .bind("before", clock.millis() - after.toMillis())
                .execute());
  }
}
