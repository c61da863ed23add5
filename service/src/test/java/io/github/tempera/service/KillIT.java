package io.github.tempera.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.image.Picture;
import io.github.tempera.service.KilledProcess.Moment;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Jobs;
import io.github.tempera.service.job.Limits;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real process, killed with -9 at every moment of a job's life: each job gets one result. */
@Timeout(1200)
class KillIT {
  private static final int JOBS = 12;
  private static final int WORKERS = 2;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void everyAcceptedJobHasExactlyOneResult(TestDatabase kind) throws IOException {
    String url = kind.fresh(folder);
    watchResults(url, kind);
    TreeSet<String> accepted = new TreeSet<>(killed(url, Moment.ACCEPTED, "waiting", 1));
    assertThat(accepted).hasSize(JOBS);
    assertThat(states(url)).containsExactly("QUEUED " + JOBS);

    accepted.addAll(killed(url, Moment.RUNNING, "running", WORKERS));
    assertThat(states(url)).containsExactly("QUEUED " + (JOBS - WORKERS), "RUNNING " + WORKERS);

    accepted.addAll(killed(url, Moment.PAINTED, "painted", WORKERS));
    assertThat(states(url)).containsExactly("QUEUED " + (JOBS - WORKERS), "RUNNING " + WORKERS);

    accepted.addAll(killed(url, Moment.NEVER, "finished", 1));
    assertThat(accepted).as("a repeated key is no other job").hasSize(JOBS);
    assertThat(states(url)).containsExactly("DONE " + JOBS);
    try (Database database = Database.open(url)) {
      Limits limits = Limits.DEFAULTS;
      PictureStore pictures =
          new PictureStore(database, Optional.empty(), limits.retention(), Clock.systemUTC());
      Jobs jobs = new Jobs(database, pictures, limits, Clock.systemUTC());
      for (String id : accepted) {
        Job job = jobs.get(id).orElseThrow();
        byte[] painting = jobs.result(job).orElseThrow();
        assertThat(Picture.read(painting, id, 10_000).width()).isEqualTo(40);
      }
      assertThat(strings(database, "SELECT id FROM results ORDER BY id"))
          .as("each became done once")
          .containsExactlyElementsOf(accepted);
      assertThat(strings(database, "SELECT hash FROM job_pictures")).isEmpty();
      assertThat(strings(database, "SELECT hash FROM pictures"))
          .as("contents and paintings, no other paintings")
          .hasSize(2 * JOBS);
      System.out.printf(
          "%s: %d jobs accepted, process killed 3 times (accepted, running, painted): %d done, %d"
              + " results, attempts %s%n",
          kind,
          JOBS,
          accepted.size(),
          strings(database, "SELECT id FROM results").size(),
          strings(database, "SELECT attempts FROM jobs ORDER BY seq"));
    }
  }

  /** Has the database itself write down every time that a job becomes done. */
  private static void watchResults(String url, TestDatabase kind) {
    try (Database database = Database.open(url)) {
      database.run(
          handle -> {
            handle.execute("CREATE TABLE results (id TEXT)");
            if (kind == TestDatabase.SQLITE) {
              handle.execute(
                  "CREATE TRIGGER done AFTER UPDATE ON jobs WHEN new.state = 'DONE'"
                      + " BEGIN INSERT INTO results VALUES (new.id); END");
            } else {
              handle.execute(
                  "CREATE FUNCTION done() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                      + " INSERT INTO results VALUES (NEW.id); RETURN NEW; END $$");
              handle.execute(
                  "CREATE TRIGGER done AFTER UPDATE ON jobs FOR EACH ROW"
                      + " WHEN (NEW.state = 'DONE') EXECUTE FUNCTION done()");
            }
          });
    }
  }

  /**
   * Starts a process, waits until it has said a word so often, and all jobs are accepted, and kills
   * it.
   *
   * @return the ids that it said were accepted
   */
  private List<String> killed(String url, Moment moment, String word, int times)
      throws IOException {
    Path errors = folder.resolve("errors-" + moment + ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcess.class.getName(),
                url,
                Integer.toString(JOBS),
                moment.name())
            .redirectError(errors.toFile())
            .start();
    List<String> accepted = new ArrayList<>();
    int said = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      while (said < times || accepted.size() < JOBS) {
        String line = lines.readLine();
        assertThat(line).as(() -> "ended early: " + read(errors)).isNotNull();
        if (line.startsWith("accepted ")) {
          accepted.add(line.substring("accepted ".length()));
        }
        said += line.equals(word) ? 1 : 0;
      }
    } finally {
      process.destroyForcibly(); // SIGKILL
    }
    process.onExit().join();
    return accepted;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static List<String> states(String url) {
    try (Database database = Database.open(url)) {
      return strings(
          database, "SELECT state || ' ' || count(*) FROM jobs GROUP BY state ORDER BY state");
    }
  }

  private static List<String> strings(Database database, String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
