package io.github.tempera.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.service.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases of earlier versions, with what was in them. */
class MigrationTest {
  private static final long ANN = 10;
  private static final long BEN = 20;
  private static final long CID = 30;
  private static final long DAN = 40;
  private static final long EVE = 50;
  private static final long GROUP = -100;

  @TempDir Path folder = Path.of("");

  private static void updates(Handle handle, long bot, long chat, int count) {
    for (int i = 0; i < count; i++) {
      handle.execute(
          "INSERT INTO telegram_inbox (bot, update_id, chat, state, ready_at, received, attempts,"
              + " body) SELECT ?, count(*), ?, 'DONE', 0, 0, 0, '' FROM telegram_inbox",
          bot,
          chat);
    }
  }

  private static void works(Handle handle, long bot, long chat, int count) {
    for (int i = 0; i < count; i++) {
      handle.execute(
          "INSERT INTO telegram_works (id, bot, chat, person, state, ordered, used, body)"
              + " VALUES (?, ?, ?, 1, 'ENDED', 0, 0, '')",
          "%d %d %d".formatted(bot, chat, i),
          bot,
          chat);
    }
  }

  private static void conversation(Handle handle, long chat, long person, String body) {
    handle.execute(
        "INSERT INTO telegram_conversations (chat, person, changed, body) VALUES (?, ?, 9, ?)",
        chat,
        person,
        body);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aConversationGoesToTheOneBotThatKnowsItsChat(TestDatabase kind) {
    String url = kind.fresh(folder);
    boolean postgres = kind == TestDatabase.POSTGRES;
    String jdbc = postgres ? url : "jdbc:sqlite:" + url;
    Schema.migrations(postgres).dataSource(jdbc, null, null).target("3").load().migrate();
    Jdbi.create(jdbc)
        .useHandle(
            handle -> {
              updates(handle, 1, ANN, 2);
              conversation(handle, ANN, ANN, "{\"waiting\":\"w\",\"apologized\":5}");
              works(handle, 2, BEN, 2);
              conversation(handle, BEN, BEN, "works");
              updates(handle, 1, GROUP, 1);
              works(handle, 1, GROUP, 3);
              conversation(handle, GROUP, ANN, "Ann in the group");
              conversation(handle, GROUP, BEN, "Ben in the group");
              updates(handle, 1, CID, 1);
              updates(handle, 2, CID, 1);
              conversation(handle, CID, CID, "two bots' updates");
              updates(handle, 1, DAN, 1);
              works(handle, 2, DAN, 1);
              conversation(handle, DAN, DAN, "one bot's updates, another's works");
              conversation(handle, EVE, EVE, "nobody's");
            });

    try (Database database = Database.open(url)) {
      List<String> kept =
          database.read(
              handle ->
                  handle
                      .createQuery(
                          "SELECT bot, chat, person, changed, body FROM telegram_conversations"
                              + " ORDER BY bot, chat, person")
                      .map(
                          (row, context) ->
                              "%d: %d, %d at %d: %s"
                                  .formatted(
                                      row.getLong(1),
                                      row.getLong(2),
                                      row.getLong(3),
                                      row.getLong(4),
                                      row.getString(5)))
                      .list());
      assertThat(kept)
          .containsExactly(
              "1: -100, 10 at 9: Ann in the group",
              "1: -100, 20 at 9: Ben in the group",
              "1: 10, 10 at 9: {\"waiting\":\"w\",\"apologized\":5}",
              "2: 20, 20 at 9: works");
    }
  }
}
