package io.github.tempera.service.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/**
 * The database: a SQLite file, or PostgreSQL by URL. Opening it creates it and brings its tables up
 * to date. Safe for use by several threads; several processes may have the same one open.
 */
public final class Database implements AutoCloseable {
  private static final String POSTGRES = "jdbc:postgresql:";
  private static final String SQLITE = "jdbc:sqlite:";
  private static final int CONNECTIONS = 8;

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final boolean postgres;

  // SQLite has one writer at a time. Those of this process wait here, in their order, and not in
  // the library, which tries again and again.
  private final ReentrantLock writing = new ReentrantLock(true);

  private Database(HikariDataSource source, boolean postgres) {
    this.source = source;
    this.jdbi = Jdbi.create(source);
    this.postgres = postgres;
  }

  /**
   * Opens a database.
   *
   * @param url a file's path or {@code jdbc:sqlite:FILE}, created if absent; or {@code
   *     jdbc:postgresql://HOST/NAME?user=…&password=…}
   * @throws TemperaException if it cannot be opened or is a newer Tempera's
   */
  public static Database open(String url) {
    boolean postgres = url.startsWith(POSTGRES);
    String file = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : url;
    if (file.isBlank() || (!postgres && file.startsWith("jdbc:"))) {
      throw new TemperaException(
          "The database must be a file's path, %sFILE or %s//HOST/NAME, not \"%s\"."
              .formatted(SQLITE, POSTGRES, withoutSecrets(url)));
    }
    if (postgres && url.matches("[^?]*//[^/?]*@.*")) {
      throw new TemperaException(
          "User and password go behind the database's name: %s//HOST/NAME?user=…&password=…"
              .formatted(POSTGRES));
    }
    HikariConfig config = new HikariConfig();
    config.setPoolName("tempera-database");
    config.setMaximumPoolSize(CONNECTIONS);
    // What is shown of a failure must not show a password.
    String shown = postgres ? withoutSecrets(url) : file;
    HikariDataSource source = null;
    try {
      if (postgres) {
        config.setJdbcUrl(url);
        source = new HikariDataSource(config);
        Schema.update(source, true);
      } else {
        SqliteFile sqlite = SqliteFile.create(file);
        config.setDataSource(sqlite.source());
        source = new HikariDataSource(config);
        sqlite.updateSchema(source);
      }
      return new Database(source, postgres);
    } catch (RuntimeException e) {
      if (source != null) {
        source.close();
      }
      throw e instanceof TemperaException known
          ? known
          : cannotOpen(shown, postgres ? Kind.UNAVAILABLE : Kind.UNREADABLE, e);
    }
  }

  private static TemperaException cannotOpen(String shown, Kind kind, RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason = e instanceof FlywayException ? e.getMessage() : cause.getMessage();
    return new TemperaException(
        kind,
        shown,
        "Cannot open the database %s (%s): check that it is there and may be written to."
            .formatted(shown, reason),
        e);
  }

  private static String withoutSecrets(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
  }

  /**
   * For reading, and for statements of one's own. Writing goes through {@link #write}, which waits
   * its turn.
   */
  public Jdbi jdbi() {
    return jdbi;
  }

  /**
   * Runs one transaction that writes, and commits it. On SQLite there is one writer at a time: this
   * waits for the others. Do not call it from within itself, pass the handle on instead.
   */
  public <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
    if (postgres) {
      return jdbi.inTransaction(work);
    }
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException("A transaction within a transaction would wait for itself");
    }
    writing.lock();
    try {
      return jdbi.inTransaction(work);
    } finally {
      writing.unlock();
    }
  }

  /** As {@link #write}, for work without a result. */
  public <X extends Exception> void run(HandleConsumer<X> work) throws X {
    this.<Boolean, X>write(
        handle -> {
          work.useHandle(handle);
          return true;
        });
  }

  /** Reads with one connection, without a transaction. */
  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    return jdbi.withHandle(work);
  }

  /**
   * Within a transaction: lets no other process run a part of the same name until it has ended. On
   * SQLite every writing transaction is alone already.
   */
  public void alone(Handle handle, String part) {
    if (postgres) {
      handle
          .createQuery("SELECT pg_advisory_xact_lock(:part)")
          .bind("part", (long) ("tempera " + part).hashCode())
          .map((row, context) -> true)
          .one();
    }
  }

  /** Whether this is PostgreSQL; SQLite if not. */
  public boolean isPostgres() {
    return postgres;
  }

  /** Whether the database answers. */
  public boolean answers() {
    try {
      return jdbi.withHandle(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one()) == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
