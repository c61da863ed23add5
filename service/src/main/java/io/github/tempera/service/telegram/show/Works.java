package io.github.tempera.service.telegram.show;

import io.github.tempera.service.store.Database;
import io.github.tempera.service.telegram.conversation.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What people want painted, and files Telegram knows. */
public final class Works {
  private final Database database;
  private final long bot;
  private final Clock clock;

  /** The works of a bot. */
  public Works(Database database, long bot, Clock clock) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
  }

  /**
   * A work that has been ordered and not ended.
   *
   * @param ticket null if there is none, 0 if it is on its way, else its message's id
   * @param ordered when, in milliseconds since 1970
   */
  public record Ordered(Work work, String job, @Nullable Integer ticket, long ordered) {}

  /** Keeps a work; with a job it is ordered, without it is a draft. */
  public void add(Handle handle, Work work, @Nullable String job) {
    long now = clock.millis();
    handle
        .createUpdate(
            """
            INSERT INTO telegram_works (id, bot, chat, person, state, job, ordered, used, body)
            VALUES (:id, :bot, :chat, :person, :state, :job, :now, :now, :body)
            """)
        .bind("id", work.id())
        .bind("bot", bot)
        .bind("chat", work.chat())
        .bind("person", work.person())
        .bind("state", job == null ? "DRAFT" : "ORDERED")
        .bind("job", job)
        .bind("now", now)
        .bind("body", Json.write(work))
        .execute();
  }

  /** A work, whoever's it is. */
  public Optional<Work> get(String id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT body FROM telegram_works WHERE id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne()
                    .map(body -> Json.read(body, Work.class)));
  }

  /** The work that a message of the bot's shows. */
  public Optional<Work> shownBy(long chat, int message) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT body FROM telegram_works
                        WHERE bot = :bot AND chat = :chat AND message = :message
                        """)
                    .bind("bot", bot)
                    .bind("chat", chat)
                    .bind("message", message)
                    .mapTo(String.class)
                    .findFirst()
                    .map(body -> Json.read(body, Work.class)));
  }

  /** The job of a work, if it was ordered. */
  public Optional<String> job(String id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT job FROM telegram_works WHERE id = :id AND job IS NOT NULL")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne());
  }

  /** All that is under way, oldest first. */
  public List<Ordered> ordered() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT body, job, ticket, ordered FROM telegram_works
                        WHERE bot = :bot AND state = 'ORDERED' ORDER BY ordered
                        """)
                    .bind("bot", bot)
                    .map(
                        (row, context) -> {
                          int ticket = row.getInt(3);
                          Integer known = row.wasNull() ? null : Integer.valueOf(ticket);
                          return new Ordered(
                              Json.read(row.getString(1), Work.class),
                              row.getString(2),
                              known,
                              row.getLong(4));
                        })
                    .list());
  }

  /**
   * Ends a work.
   *
   * @return false if it had ended before
   */
  boolean end(Handle handle, String id) {
    return handle
            .createUpdate(
                """
                UPDATE telegram_works SET state = 'ENDED', used = :now
                WHERE id = :id AND state = 'ORDERED'
                """)
            .bind("now", clock.millis())
            .bind("id", id)
            .execute()
        == 1;
  }

  void setTicket(Handle handle, String id, int message) {
    handle
        .createUpdate("UPDATE telegram_works SET ticket = :message WHERE id = :id")
        .bind("message", message)
        .bind("id", id)
        .execute();
  }

  int ticket(String id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT coalesce(ticket, 0) FROM telegram_works WHERE id = :id")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(0));
  }

  boolean isUnderWay(String id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT 1 FROM telegram_works WHERE id = :id AND state = 'ORDERED'")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
  }

  void setMessage(Handle handle, String id, int message) {
    handle
        .createUpdate("UPDATE telegram_works SET message = :message WHERE id = :id")
        .bind("message", message)
        .bind("id", id)
        .execute();
  }

  /** Its time begins anew. */
  public void use(Handle handle, String id) {
    handle
        .createUpdate("UPDATE telegram_works SET used = :now WHERE id = :id")
        .bind("now", clock.millis())
        .bind("id", id)
        .execute();
  }

  /**
   * Forgets a chat's works.
   *
   * @return the jobs that were under way for it
   */
  public List<String> forgetChat(Handle handle, long chat) {
    // One statement: what it forgets is what it tells.
    return handle
        .createQuery(
            "DELETE FROM telegram_works WHERE bot = :bot AND chat = :chat RETURNING state, job")
        .bind("bot", bot)
        .bind("chat", chat)
        .map(
            (row, context) ->
                row.getString(1).equals("ORDERED")
                    ? Optional.of(row.getString(2))
                    : Optional.<String>empty())
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Forgets what has not been used for so long. */
  public void forget(Duration after) {
    database.run(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM telegram_works WHERE state <> 'ORDERED' AND used < :before")
                .bind("before", clock.millis() - after.toMillis())
                .execute());
  }

  /** What Telegram calls a picture that it has seen. */
  Optional<String> knownFile(String hash) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT file FROM telegram_files WHERE bot = :bot AND hash = :hash")
                    .bind("bot", bot)
                    .bind("hash", hash)
                    .mapTo(String.class)
                    .findOne());
  }

  void setKnownFile(Handle handle, String hash, String file) {
    handle
        .createUpdate(
            """
            INSERT INTO telegram_files (bot, hash, file) VALUES (:bot, :hash, :file)
            ON CONFLICT (bot, hash) DO UPDATE SET file = :file
            """)
        .bind("bot", bot)
        .bind("hash", hash)
        .bind("file", file)
        .execute();
  }
}
