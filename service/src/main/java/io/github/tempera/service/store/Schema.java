package io.github.tempera.service.store;

import io.github.tempera.TemperaException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The tables, as the files in {@code db/migration} make them, in what both databases understand.
 */
final class Schema {
  private static final Map<String, String> SQLITE =
      Map.of("blob", "BLOB", "serial", "INTEGER PRIMARY KEY AUTOINCREMENT");
  private static final Map<String, String> POSTGRES =
      Map.of("blob", "BYTEA", "serial", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY");

  private Schema() {}

  /**
   * Brings the tables up to date.
   *
   * @throws TemperaException if they are a newer Tempera's
   */
  static void update(DataSource source, boolean postgres) {
    Flyway flyway = migrations(postgres).dataSource(source).load();
    flyway.migrate();
    for (var migration : flyway.info().all()) {
      if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new TemperaException(
            "This database was written by a newer Tempera: use that, or another database.");
      }
    }
  }

  static FluentConfiguration migrations(boolean postgres) {
    return Flyway.configure(Schema.class.getClassLoader())
        .locations("classpath:db/migration")
        .placeholders(postgres ? POSTGRES : SQLITE);
  }
}
