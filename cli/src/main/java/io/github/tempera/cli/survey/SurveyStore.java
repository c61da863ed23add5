package io.github.tempera.cli.survey;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.cli.serve.Quiet;
import io.github.tempera.cli.serve.Settings;
import io.github.tempera.internal.file.FileName;
import io.github.tempera.service.ServiceOptions;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.survey.Surveys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where surveys are kept: in the service's database. */
final class SurveyStore {
  private static final String SQLITE = "jdbc:sqlite:";

  @Option(
      names = Settings.CONFIG,
      paramLabel = "FILE",
      description =
          "Configuration of 'tempera serve', for its database (default: TEMPERA_CONFIG of the"
              + " environment, else none).")
  @SuppressWarnings("UnusedVariable") // Settings takes it from the parsed command line.
  private @Nullable Path config;

  @Option(
      names = Settings.DATABASE,
      paramLabel = "FILE|URL",
      description =
          "The database of 'tempera serve': an SQLite file or jdbc:postgresql://… (default:"
              + " TEMPERA_DATABASE of the environment, else that of the configuration, else "
              + ServiceOptions.DEFAULT_DATABASE
              + ").")
  private String database = ServiceOptions.DEFAULT_DATABASE;

  /** Works with the surveys there; makes the database where there is none. */
  <T> T withNew(Function<Surveys, T> work) {
    Quiet.keep();
    try (Database open = Database.open(database)) {
      return work.apply(new Surveys(open, Clock.systemUTC()));
    }
  }

  /**
   * Works with the surveys there.
   *
   * @throws TemperaException if there is no such database
   */
  <T> T with(Function<Surveys, T> work) {
    String file = database.startsWith(SQLITE) ? database.substring(SQLITE.length()) : database;
    if (!file.startsWith("jdbc:") && !Files.exists(FileName.path(file))) {
      throw new TemperaException(
          Kind.NOT_FOUND,
          file,
          "There is no database %s: name that of 'tempera survey create' with --database."
              .formatted(file));
    }
    return withNew(work);
  }
}
