package io.github.tempera.service.telegram;

import io.github.tempera.service.store.Database;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The updates that have come, each taken in exactly once, until they are worked off. */
final class Inbox {
  private final Database database;
  private final long bot;
  private final long albumWaitMillis;

  Inbox(Database database, long bot, Duration albumWait) {
    this.database = database;
    this.bot = bot;
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
    long now = System.currentTimeMillis();
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

  /** The first thing to do in each chat that has something to do now. */
  List<Unit> ready() {
    long now = System.currentTimeMillis();
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT update_id FROM telegram_inbox AS u
                        WHERE bot = :bot AND state = 'NEW' AND ready_at <= :now
                          AND NOT EXISTS (
                            SELECT 1 FROM telegram_inbox AS earlier
                            WHERE earlier.bot = :bot AND earlier.state = 'NEW'
                              AND earlier.chat = u.chat AND earlier.update_id < u.update_id)
                        ORDER BY update_id LIMIT 100
                        """)
                    .bind("bot", bot)
                    .bind("now", now)
                    .mapTo(Long.class)
                    .list()
                    .stream()
                    .map(update -> unit(handle, update))
                    .toList());
  }

  private Unit unit(Handle handle, long update) {
    List<Row> rows =
        handle
            .createQuery(
                """
                SELECT part.body, part.attempts
                FROM telegram_inbox AS part JOIN telegram_inbox AS first
                  ON part.bot = first.bot AND part.chat = first.chat
                    AND (part.update_id = first.update_id OR part.album = first.album)
                WHERE first.bot = :bot AND first.update_id = :update AND part.state = 'NEW'
                ORDER BY part.update_id
                """)
            .bind("bot", bot)
            .bind("update", update)
            .map((row, context) -> new Row(row.getString(1), row.getInt(2)))
            .list();
    return new Unit(
        rows.stream()
            .map(row -> Json.read(row.body, Incoming.class))
            .sorted((a, b) -> Integer.compare(a.message(), b.message()))
            .toList(),
        rows.stream().mapToInt(Row::attempts).max().orElse(0));
  }

  private record Row(String body, int attempts) {}

  /**
   * Marks a unit as done, in the transaction that does it.
   *
   * @return false if it was done before
   */
  boolean finish(Handle handle, Unit unit) {
    int done = 0;
    for (Incoming part : unit.parts()) {
      done +=
          handle
              .createUpdate(
                  """
                  UPDATE telegram_inbox SET state = 'DONE', body = ''
                  WHERE bot = :bot AND update_id = :update AND state = 'NEW'
                  """)
              .bind("bot", bot)
              .bind("update", part.update())
              .execute();
    }
    return done == unit.parts().size();
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
                .bind("ready", System.currentTimeMillis() + wait.toMillis())
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
                .bind("before", System.currentTimeMillis() - after.toMillis())
                .execute());
  }
}
