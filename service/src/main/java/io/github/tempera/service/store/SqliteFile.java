package io.github.tempera.service.store;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.FileName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite database's file. */
final class SqliteFile {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Path file;

  private SqliteFile(Path file) {
    this.file = file;
  }

  /** The file at that path, created with its folders if it is not there. */
  static SqliteFile create(String path) {
    try {
      Path file = FileName.path(path).toAbsolutePath();
      Files.createDirectories(file.getParent());
      createForOwner(file);
      return new SqliteFile(file);
    } catch (IOException e) {
      throw new TemperaException(
          Kind.UNWRITABLE,
          path,
          "Cannot create the database %s: check its folder's name and permissions.".formatted(path),
          e);
    }
  }

  /** It holds people's pictures: nobody else on the machine is to read it. */
  private static void createForOwner(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (FileAlreadyExistsException e) {
      // Another process was quicker.
    }
  }

  /** Connections whose commits survive a loss of power, and that read while another writes. */
  DataSource source() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(PATIENCE_MILLIS);
    // A transaction that began by reading could not write after another has written.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    // What was deleted is overwritten.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /** Brings the tables up to date while no other process does. */
  void updateSchema(DataSource source) {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lockAmongThreads(channel)) {
      if (lock.isValid()) {
        Schema.update(source, false);
      }
    } catch (IOException e) {
      throw new TemperaException(
          Kind.UNWRITABLE,
          lockFile,
          "Cannot write to %s: check its permissions.".formatted(lockFile),
          e);
    }
  }

  // A file lock keeps processes apart, but throws when two threads of one want it.
  private static FileLock lockAmongThreads(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (java.nio.channels.OverlappingFileLockException e) {
        try {
          Thread.sleep(20);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", interrupted);
        }
      }
    }
  }
}
