package io.github.tempera.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.image.Picture;
import io.github.tempera.service.KilledProcess.Moment;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.job.Jobs;
import io.github.tempera.service.store.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real process, killed with -9 at every moment of a job's life: each job gets one result. */
@Timeout(3600)
class KillIT {
  private static final int JOBS = 6;
  private static final int WORKERS = KilledProcess.WORKERS;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void everyAcceptedJobHasExactlyOneResult(TestDatabase kind) throws IOException {
    String url = kind.fresh(folder);
    watchResults(url, kind);
    TreeSet<String> accepted = new TreeSet<>(killed(url, Moment.ACCEPTED, "", 0));
    assertThat(accepted).hasSize(JOBS);
    assertThat(states(url)).containsExactly("QUEUED " + JOBS);

    accepted.addAll(killed(url, Moment.RUNNING, "running", WORKERS));
    assertThat(states(url)).containsExactly("QUEUED " + (JOBS - WORKERS), "RUNNING " + WORKERS);

    accepted.addAll(killed(url, Moment.PAINTED, "painted", WORKERS));
    assertThat(states(url)).containsExactly("QUEUED " + (JOBS - WORKERS), "RUNNING " + WORKERS);

    try (Service service = Service.start(KilledProcess.options(url, WORKERS))) {
      KilledProcess.accept(service, JOBS, accepted::add);
      assertThat(accepted).as("a repeated key is no other job").hasSize(JOBS);
      Database database = service.database();
      Jobs jobs = service.jobs();
      for (String id : accepted) {
        jobs.awaitEnd(id, Duration.ofMinutes(5));
      }
      assertThat(states(url)).containsExactly("DONE " + JOBS);
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
          "kill -9 at accepted, running and painted, %s: %d jobs accepted, %d done, %d results stored,"
              + " painting begun %s times%n",
          kind,
          JOBS,
          strings(database, "SELECT id FROM jobs WHERE state = 'DONE'").size(),
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
    TestProcess process =
        TestProcess.start(folder, KilledProcess.class, url, Integer.toString(JOBS), moment.name());
    List<String> accepted = new ArrayList<>();
    int said = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8))) {
      while (said < times || accepted.size() < JOBS) {
        String line = lines.readLine();
        assertThat(line).as(() -> "ended early: " + process.errors()).isNotNull();
        if (line.startsWith("accepted ")) {
          accepted.add(line.substring("accepted ".length()));
        }
        said += line.equals(word) ? 1 : 0;
      }
    } finally {
      process.kill();
    }
    return accepted;
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
