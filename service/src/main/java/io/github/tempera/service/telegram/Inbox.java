package io.github.tempera.service.telegram;

import io.github.tempera.service.store.Database;
import io.github.tempera.service.telegram.show.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** The updates that have come, each taken in exactly once, until they are worked off. */
final class Inbox {
  private final Database database;
  private final long bot;
  private final Clock clock;
  private final long albumWaitMillis;
  private final Set<Long> held = ConcurrentHashMap.newKeySet();

  Inbox(Database database, long bot, Duration albumWait, Clock clock) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
    this.albumWaitMillis = albumWait.toMillis();
  }

  /** What is to be done at once: one update, or all that have come of an album. */
  record Unit(List<Incoming> parts, int attempts) {
    Incoming first() {
      return parts.get(0);
    }
  }

  /** Takes updates in; those that it had already are left out. */
  void add(List<Incoming> updates) {
    if (updates.isEmpty()) {
      return;
    }
    database.run(handle -> updates.forEach(update -> add(handle, update)));
  }

  private void add(Handle handle, Incoming update) {
    long now = clock.millis();
    // The pictures of an album come one by one, and nothing says which is the last.
    long ready = update.album() == null ? now : now + albumWaitMillis;
    handle
        .createUpdate(
            """
            INSERT INTO telegram_inbox
              (bot, update_id, chat, album, state, ready_at, received, attempts, body)
            VALUES (:bot, :update, :chat, :album, 'NEW', :ready, :now, 0, :body)
            ON CONFLICT DO NOTHING
            """)
        .bind("bot", bot)
        .bind("update", update.update())
        .bind("chat", update.chat())
        .bind("album", update.album())
        .bind("ready", ready)
        .bind("now", now)
        .bind("body", Json.write(update))
        .execute();
    if (update.album() != null) {
      handle
          .createUpdate(
              """
              UPDATE telegram_inbox SET ready_at = :ready
              WHERE bot = :bot AND state = 'NEW' AND chat = :chat AND album = :album
              """)
          .bind("ready", ready)
          .bind("bot", bot)
          .bind("chat", update.chat())
          .bind("album", update.album())
          .execute();
    }
  }

  /**
   * Takes the chats that have something to do now and that nobody of this process has: each is
   * one's own until it is {@linkplain #release released}.
   */
  List<Long> take() {
    return database.read(this::ready).stream().filter(held::add).toList();
  }

  private List<Long> ready(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT chat FROM telegram_inbox AS u
            WHERE bot = :bot AND state = 'NEW' AND ready_at <= :now
              AND NOT EXISTS (
                SELECT 1 FROM telegram_inbox AS earlier
                WHERE earlier.bot = :bot AND earlier.state = 'NEW'
                  AND earlier.chat = u.chat AND earlier.update_id < u.update_id)
            ORDER BY update_id LIMIT 100
            """)
        .bind("bot", bot)
        .bind("now", clock.millis())
        .mapTo(Long.class)
        .list();
  }

  /**
   * The first thing to do in a chat that was taken; empty if there is none any more, since whoever
   * had the chat before may have done it meanwhile.
   */
  Optional<Unit> first(long chat) {
    // One statement sees one moment.
    List<Row> rows =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT part.body, part.attempts
                        FROM telegram_inbox AS first JOIN telegram_inbox AS part
                          ON part.bot = first.bot AND part.chat = first.chat
                            AND (part.update_id = first.update_id OR part.album = first.album)
                        WHERE first.bot = :bot AND first.chat = :chat AND first.state = 'NEW'
                          AND first.ready_at <= :now AND part.state = 'NEW'
                          AND NOT EXISTS (
                            SELECT 1 FROM telegram_inbox AS earlier
                            WHERE earlier.bot = :bot AND earlier.state = 'NEW'
                              AND earlier.chat = :chat AND earlier.update_id < first.update_id)
                        """)
                    .bind("bot", bot)
                    .bind("chat", chat)
                    .bind("now", clock.millis())
                    .map((row, context) -> new Row(row.getString(1), row.getInt(2)))
                    .list());
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Unit(
                rows.stream()
                    .map(row -> Json.read(row.body, Incoming.class))
                    .sorted(Comparator.comparingInt(Incoming::message))
                    .toList(),
                rows.stream().mapToInt(Row::attempts).max().orElse(0)));
  }

  /** Gives back a chat that was taken. */
  void release(long chat) {
    held.remove(chat);
  }

  private record Row(String body, int attempts) {}

  /**
   * Marks a unit as done, in the transaction that does it: all of it or, where a part was done
   * before, nothing.
   *
   * @return false if a part was done before
   */
  boolean finish(Handle handle, Unit unit) {
    handle.savepoint("unit");
    for (Incoming part : unit.parts()) {
      int done =
          handle
              .createUpdate(
                  """
                  UPDATE telegram_inbox SET state = 'DONE', body = ''
                  WHERE bot = :bot AND update_id = :update AND state = 'NEW'
                  """)
              .bind("bot", bot)
              .bind("update", part.update())
              .execute();
      if (done == 0) {
        // The other parts wait for who sees all that is left.
        handle.rollbackToSavepoint("unit");
        return false;
      }
    }
    handle.releaseSavepoint("unit");
    return true;
  }

  /** Leaves a unit for a while. */
  void postpone(Unit unit, Duration wait) {
    database.run(
        handle -> {
          for (Incoming part : unit.parts()) {
            handle
                .createUpdate(
                    """
                    UPDATE telegram_inbox SET attempts = attempts + 1, ready_at = :ready
                    WHERE bot = :bot AND update_id = :update AND state = 'NEW'
                    """)
                .bind("ready", clock.millis() + wait.toMillis())
                .bind("bot", bot)
                .bind("update", part.update())
                .execute();
          }
        });
  }

  /** Forgets what was done long ago; Telegram itself keeps updates for a day. */
  void forget(Duration after) {
    database.run(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM telegram_inbox WHERE state = 'DONE' AND received < :before")
                .bind("before", clock.millis() - after.toMillis())
                .execute());
  }
}
