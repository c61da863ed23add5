package io.github.tempera.service;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.tempera.service.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fresh databases of both kinds, by URL. */
public enum TestDatabase {
  /** A file. */
  SQLITE {
    @Override
    public String fresh(Path folder) {
      return folder.resolve(UUID.randomUUID() + ".db").toString();
    }
  },
  /**
   * A database of the system's PostgreSQL, in a cluster of the test run's own. Where none is
   * installed the test is skipped with a reason, but fails when the environment variable {@code CI}
   * is {@code true}.
   */
  POSTGRES {
    @Override
    public String fresh(Path folder) {
      String name = "t" + UUID.randomUUID().toString().replace("-", "");
      Cluster cluster = Cluster.started();
      try (var admin = java.sql.DriverManager.getConnection(cluster.url("postgres"));
          var statement = admin.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
      return cluster.url(name);
    }
  };

  /**
   * The URL of a database that nothing is in yet.
   *
   * @param folder for what it needs, until the test ends
   */
  public abstract String fresh(Path folder);

  /** Opens a database that nothing is in yet. */
  public Database open(Path folder) {
    return Database.open(fresh(folder));
  }

  /** A PostgreSQL server that ends with this process. */
  private static final class Cluster {
    private static @Nullable Cluster started;

    private final Path programs;
    private final Path folder;
    private final int port;

    private Cluster(Path programs, Path folder, int port) {
      this.programs = programs;
      this.folder = folder;
      this.port = port;
    }

    static synchronized Cluster started() {
      if (started == null) {
        Path programs = programs();
        if (programs == null) {
          String reason = "needs PostgreSQL (initdb and pg_ctl), Debian's package postgresql";
          if ("true".equals(System.getenv("CI"))) {
            return fail(reason);
          }
          return abort(reason);
        }
        started = start(programs);
      }
      return started;
    }

    private static @Nullable Path programs() {
      Path debian = Path.of("/usr/lib/postgresql");
      List<Path> candidates = new ArrayList<>();
      if (Files.isDirectory(debian)) {
        try (Stream<Path> versions = Files.list(debian)) {
          versions
              .sorted(Comparator.reverseOrder())
              .map(version -> version.resolve("bin"))
              .forEach(candidates::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      for (String path : System.getenv("PATH").split(":", -1)) {
        candidates.add(Path.of(path));
      }
      return candidates.stream()
          .filter(path -> Files.isExecutable(path.resolve("initdb")))
          .filter(path -> Files.isExecutable(path.resolve("pg_ctl")))
          .findFirst()
          .orElse(null);
    }

    private static Cluster start(Path programs) {
      try {
        Path folder = Files.createTempDirectory("tempera-postgres");
        if (isRoot()) {
          run(List.of("chown", "postgres", folder.toString()));
        }
        Cluster cluster = new Cluster(programs, folder, freePort());
        cluster.run("initdb", "-A", "trust", "-U", "postgres", "-D", cluster.data());
        // Nothing here has to outlive a loss of power.
        String options =
            "-p %d -h 127.0.0.1 -k %s -F -c max_connections=200".formatted(cluster.port, folder);
        cluster.run(
            "pg_ctl", "-w", "-D", cluster.data(), "-l", folder + "/log", "-o", options, "start");
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop));
        return cluster;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private String data() {
      return folder + "/data";
    }

    String url(String name) {
      return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, name);
    }

    private void stop() {
      try {
        run("pg_ctl", "-D", data(), "-m", "immediate", "stop");
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isRoot() {
      return "root".equals(System.getProperty("user.name"));
    }

    /** Runs one of PostgreSQL's programs, which refuse to be run by root. */
    private void run(String program, String... arguments) throws IOException {
      List<String> command = new ArrayList<>();
      if (isRoot()) {
        command.addAll(List.of("runuser", "-u", "postgres", "--"));
      }
      command.add(programs.resolve(program).toString());
      command.addAll(List.of(arguments));
      run(command);
    }

    private static void run(List<String> command) throws IOException {
      Path output = Files.createTempFile("tempera-postgres", ".txt");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IOException(command + " failed: " + Files.readString(output));
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      } finally {
        Files.delete(output);
      }
    }
  }
}
