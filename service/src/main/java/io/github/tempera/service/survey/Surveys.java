package io.github.tempera.service.survey;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Surveys and their answers in a database. A survey is reached by its id alone, a sheet by its
 * participant's; both are random and nobody's name is asked. An answer is stored when this returns,
 * and may be given anew until the survey is closed.
 */
public final class Surveys {
  private static final int ID_BYTES = 16;

  private final Database database;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** What became of an answer. */
  public enum Outcome {
    /** It is stored. */
    STORED,
    /** The survey is closed: it is not. */
    CLOSED,
    /** There is no such survey, participant or painting. */
    UNKNOWN
  }

  /**
   * A survey and who came.
   *
   * @param participants those who rated at least one painting
   */
  public record Listing(Survey survey, int participants) {}

  /** The surveys of a database. */
  public Surveys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Makes a survey: all of it is stored, or nothing. */
  public Survey create(Draft draft) {
    String id = randomId();
    database.run(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO surveys (id, title, seed, created)"
                      + " VALUES (:id, :title, :seed, :created)")
              .bind("id", id)
              .bind("title", draft.title().strip())
              .bind("seed", draft.seed())
              .bind("created", clock.millis())
              .execute();
          int number = 0;
          for (Draft.Pair pair : draft.pairs()) {
            number++;
            insert(handle, id, number, pair);
          }
        });
    return get(id).orElseThrow();
  }

  private void insert(Handle handle, String survey, int number, Draft.Pair pair) {
    String content = insert(handle, survey, pair.content().jpeg());
    String style = insert(handle, survey, pair.style().jpeg());
    int place = 0;
    for (Draft.Result result : pair.results()) {
      place++;
      handle
          .createUpdate(
              "INSERT INTO survey_items"
                  + " (id, survey, pair, content_name, style_name, place, model, content, style,"
                  + " result) VALUES (:id, :survey, :pair, :contentName, :styleName, :place,"
                  + " :model, :content, :style, :result)")
          .bind("id", randomId())
          .bind("survey", survey)
          .bind("pair", number)
          .bind("contentName", pair.content().name())
          .bind("styleName", pair.style().name())
          .bind("place", place)
          .bind("model", result.model())
          .bind("content", content)
          .bind("style", style)
          .bind("result", insert(handle, survey, result.jpeg()))
          .execute();
    }
  }

  private static String insert(Handle handle, String survey, byte[] jpeg) {
    String hash = PictureStore.hash(jpeg);
    handle
        .createUpdate(
            "INSERT INTO survey_pictures (survey, hash, bytes) VALUES (:survey, :hash, :bytes)"
                + " ON CONFLICT (survey, hash) DO NOTHING")
        .bind("survey", survey)
        .bind("hash", hash)
        .bind("bytes", jpeg)
        .execute();
    return hash;
  }

  /** One survey. */
  public Optional<Survey> get(String id) {
    return database.read(handle -> get(handle, id));
  }

  private static Optional<Survey> get(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM surveys WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> survey(row, items(handle, id)))
        .findOne();
  }

  /** All surveys, the newest first. */
  public List<Listing> list() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT s.*, (SELECT count(*) FROM survey_participants p WHERE p.survey = s.id"
                        + " AND EXISTS (SELECT 1 FROM survey_answers a WHERE a.participant = p.id))"
                        + " AS people FROM surveys s ORDER BY s.created DESC, s.id")
                .map(
                    (row, context) ->
                        new Listing(
                            survey(row, items(handle, row.getString("id"))), row.getInt("people")))
                .list());
  }

  /**
   * Takes no further answers. One that is closed already stays as it is.
   *
   * @throws TemperaException if there is no such survey
   */
  public void close(String id) {
    database.run(
        handle ->
            handle
                .createUpdate("UPDATE surveys SET closed = :now WHERE id = :id AND closed IS NULL")
                .bind("id", id)
                .bind("now", clock.millis())
                .execute());
    if (get(id).isEmpty()) {
      throw unknown(id);
    }
  }

  /** What to say where there is no such survey. */
  public static TemperaException unknown(String id) {
    return new TemperaException(
        Kind.NOT_FOUND,
        id,
        "There is no survey \"%s\" in this database: 'tempera survey list' shows them."
            .formatted(id));
  }

  /** A picture of a survey, a JPEG, by its hash. */
  public Optional<byte[]> picture(String survey, String hash) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT bytes FROM survey_pictures WHERE survey = :survey AND hash = :hash")
                .bind("survey", survey)
                .bind("hash", hash)
                .mapTo(byte[].class)
                .findOne());
  }

  /** A new participant's sheet; empty if there is no such survey or it is closed. */
  public Optional<Sheet> join(String survey) {
    String participant = randomId();
    boolean joined =
        database.write(
            handle ->
                handle
                        .createUpdate(
                            "INSERT INTO survey_participants (id, survey, seed, joined)"
                                + " SELECT :id, id, :seed, :now FROM surveys"
                                + " WHERE id = :survey AND closed IS NULL"
                                + untilCommitted("surveys"))
                        .bind("id", participant)
                        .bind("survey", survey)
                        .bind("seed", random.nextLong())
                        .bind("now", clock.millis())
                        .execute()
                    == 1);
    return joined ? sheet(survey, participant) : Optional.empty();
  }

  /** A participant's sheet; empty if there is no such survey or participant. */
  public Optional<Sheet> sheet(String survey, String participant) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT seed FROM survey_participants WHERE id = :id AND survey = :survey")
                .bind("id", participant)
                .bind("survey", survey)
                .mapTo(long.class)
                .findOne()
                .map(
                    seed ->
                        new Sheet(
                            participant,
                            Shuffle.of(items(handle, survey), seed),
                            ratings(handle, participant))));
  }

  private static Map<String, Integer> ratings(Handle handle, String participant) {
    Map<String, Integer> ratings = new HashMap<>();
    handle
        .createQuery("SELECT item, rating FROM survey_answers WHERE participant = :participant")
        .bind("participant", participant)
        .map((row, context) -> ratings.put(row.getString("item"), row.getInt("rating")))
        .list();
    return ratings;
  }

  /**
   * Stores an answer in place of an earlier one. The same answer twice is one.
   *
   * @param rating {@link Answer#LOWEST} to {@link Answer#HIGHEST}
   * @throws TemperaException if the rating is out of its range
   */
  public Outcome answer(String survey, String participant, String item, int rating) {
    if (rating < Answer.LOWEST || rating > Answer.HIGHEST) {
      throw new TemperaException(
          "A rating must be %d to %d, not %d.".formatted(Answer.LOWEST, Answer.HIGHEST, rating));
    }
    return database.write(
        handle -> {
          Optional<Boolean> closed =
              handle
                  .createQuery(
                      "SELECT s.closed IS NOT NULL AS over FROM surveys s"
                          + " JOIN survey_participants p ON p.survey = s.id"
                          + " JOIN survey_items i ON i.survey = s.id"
                          + " WHERE s.id = :survey AND p.id = :participant AND i.id = :item"
                          + untilCommitted("s"))
                  .bind("survey", survey)
                  .bind("participant", participant)
                  .bind("item", item)
                  .map((row, context) -> row.getBoolean("over"))
                  .findOne();
          if (closed.isEmpty()) {
            return Outcome.UNKNOWN;
          }
          if (closed.get()) {
            return Outcome.CLOSED;
          }
          handle
              .createUpdate(
                  "INSERT INTO survey_answers (participant, item, rating, answered)"
                      + " VALUES (:participant, :item, :rating, :now)"
                      + " ON CONFLICT (participant, item) DO UPDATE"
                      + " SET rating = excluded.rating, answered = excluded.answered")
              .bind("participant", participant)
              .bind("item", item)
              .bind("rating", rating)
              .bind("now", clock.millis())
              .execute();
          return Outcome.STORED;
        });
  }

  /** Whoever closes a survey waits for those who found it open; on SQLite everybody does. */
  private String untilCommitted(String surveys) {
    return database.isPostgres() ? " FOR SHARE OF " + surveys : "";
  }

  /**
   * All that is known of a survey's answers, at one moment.
   *
   * @throws TemperaException if there is no such survey
   */
  public Answers answers(String id) {
    Survey survey = get(id).orElseThrow(() -> unknown(id));
    Map<String, Integer> numbers = new HashMap<>();
    List<Answer> answers = new ArrayList<>();
    // One statement sees one moment, while others go on answering.
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT p.id AS who, a.item, a.rating, a.answered"
                            + " FROM survey_participants p"
                            + " LEFT JOIN survey_answers a ON a.participant = p.id"
                            + " WHERE p.survey = :survey ORDER BY p.joined, p.id, a.answered, a.item")
                    .bind("survey", id)
                    .map(
                        (row, context) -> {
                          String who = row.getString("who");
                          numbers.putIfAbsent(who, numbers.size() + 1);
                          return answer(row, numbers.getOrDefault(who, 0));
                        })
                    .forEach(answer -> answer.ifPresent(answers::add)));
    return new Answers(survey, numbers.size(), answers);
  }

  private static Optional<Answer> answer(ResultSet row, int participant) throws SQLException {
    String item = row.getString("item");
    return item == null
        ? Optional.empty()
        : Optional.of(
            new Answer(
                participant,
                item,
                row.getInt("rating"),
                Instant.ofEpochMilli(row.getLong("answered"))));
  }

  private static List<Item> items(Handle handle, String survey) {
    return handle
        .createQuery("SELECT * FROM survey_items WHERE survey = :survey ORDER BY pair, place")
        .bind("survey", survey)
        .map(
            (row, context) ->
                new Item(
                    row.getString("id"),
                    row.getInt("pair"),
                    row.getString("content_name"),
                    row.getString("style_name"),
                    row.getString("model"),
                    row.getString("content"),
                    row.getString("style"),
                    row.getString("result")))
        .list();
  }

  private static Survey survey(ResultSet row, List<Item> items) throws SQLException {
    long closed = row.getLong("closed");
    Optional<Instant> end =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(closed));
    return new Survey(
        row.getString("id"),
        row.getString("title"),
        row.getLong("seed"),
        Instant.ofEpochMilli(row.getLong("created")),
        end,
        items);
  }

  private String randomId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    // Hexadecimal: on a command line, none of them looks like an option.
    return HexFormat.of().formatHex(bytes);
  }
}
