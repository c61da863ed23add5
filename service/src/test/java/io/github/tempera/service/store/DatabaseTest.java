package io.github.tempera.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.service.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening, updating and writing to either database. */
class DatabaseTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void severalMayOpenANewOneAtOnceAndNoIncrementIsLost(TestDatabase kind) throws Exception {
    String url = kind.fresh(folder);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tasks.add(
          () -> {
            try (Database database = Database.open(url)) {
              for (int n = 0; n < 10; n++) {
                increment(database);
              }
              return database.answers();
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    for (Future<Boolean> task : threads.invokeAll(tasks)) {
      assertThat(task.get()).isTrue();
    }
    threads.shutdown();
    try (Database database = Database.open(url)) {
      assertThat(database.isPostgres()).isEqualTo(kind == TestDatabase.POSTGRES);
      long count =
          database.read(h -> h.createQuery("SELECT expires FROM pictures").mapTo(long.class).one());
      assertThat(count).isEqualTo(40);
    }
  }

  /** Reads, then writes: what goes wrong where transactions only look alone. */
  private static void increment(Database database) {
    database.run(
        handle -> {
          database.alone(handle, "test");
          long now =
              handle
                  .createQuery("SELECT COALESCE(max(expires), 0) FROM pictures")
                  .mapTo(long.class)
                  .one();
          handle.execute("DELETE FROM pictures");
          handle.execute("INSERT INTO pictures (hash, expires) VALUES ('counter', ?)", now + 1);
        });
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aNewerTemperasDatabaseIsRefused(TestDatabase kind) {
    String url = kind.fresh(folder);
    try (Database database = Database.open(url)) {
      database.run(
          handle ->
              handle.execute(
                  "INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                      + " script, checksum, installed_by, installed_on, execution_time, success)"
                      + " SELECT 99, '99', 'future', type, 'V99__future.sql', 1, installed_by,"
                      + " installed_on, 1, success FROM flyway_schema_history WHERE version = '1'"));
    }
    assertThatThrownBy(() -> Database.open(url))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("newer Tempera");
  }

  @Test
  void aFilesOwnerAloneMayReadIt() throws IOException {
    Path file = folder.resolve("new folder").resolve("pictures.db");
    try (Database database = Database.open("jdbc:sqlite:" + file)) {
      assertThat(database.answers()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).as("FULL").isEqualTo("2");
      assertThat(pragma(database, "secure_delete")).isEqualTo("1");
    }
  }

  private static String pragma(Database database, String name) {
    return database.read(h -> h.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }

  @Test
  void whatCannotBeOpenedIsSaidWithoutItsPassword() throws IOException {
    Path text = Files.writeString(folder.resolve("letter.txt"), "Dear Ann, ".repeat(100));
    assertThatThrownBy(() -> Database.open(text.toString()))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining(text.toString())
        .hasMessageContaining("not a database");
    assertThatThrownBy(() -> Database.open("jdbc:mysql://ann:secret@host/db?password=secret"))
        .isInstanceOf(TemperaException.class)
        .hasMessage(
            "The database must be a file's path, jdbc:sqlite:FILE or jdbc:postgresql://HOST/NAME,"
                + " not \"jdbc:mysql://host/db\".");
    assertThatThrownBy(
            () -> Database.open("jdbc:postgresql://127.0.0.1:1/db?user=ann&password=secret"))
        .isInstanceOf(TemperaException.class)
        .hasMessageStartingWith("Cannot open the database jdbc:postgresql://127.0.0.1:1/db (")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aTransactionWithinATransactionIsABug() {
    try (Database database = TestDatabase.SQLITE.open(folder)) {
      assertThatThrownBy(() -> database.run(outer -> database.run(inner -> {})))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
