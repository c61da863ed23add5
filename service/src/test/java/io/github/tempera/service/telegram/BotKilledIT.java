package io.github.tempera.service.telegram;

import static io.github.tempera.service.telegram.BotHouse.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.service.TestProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process is killed with -9 while results are on their way; then one counts. */
@Timeout(3600)
class BotKilledIT {
  private static final byte[] CONTENT = TestPictures.jpeg(60, 44, 1);
  private static final byte[] STYLE = TestPictures.png(50, 50, 2);
  private static final int PEOPLE = 8;
  private static final int KILLS = 3;

  @TempDir private Path folder = Path.of("");
  private final FakeTelegram telegram;
  private @Nullable TestProcess process;

  BotKilledIT() throws IOException {
    telegram = new FakeTelegram();
  }

  @AfterEach
  void stop() {
    kill();
    telegram.close();
  }

  private void start() throws IOException {
    process = TestProcess.start(folder, BotProcess.class, folder.toString(), telegram.url());
  }

  private void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** What the process has in its database, which is another's to write. */
  private List<Long> stored(String sql) {
    String url = "jdbc:sqlite:" + folder.resolve("tempera.db") + "?busy_timeout=30000";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Long> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getLong(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In which chats a result may or may not have arrived, as far as the process knew. */
  private List<Long> inDoubt() {
    return stored(
        "SELECT chat FROM telegram_outbox WHERE state = 'SENDING' AND body LIKE '%\"RESULT\"%'");
  }

  private boolean isKnownToHave(FakePerson person) {
    return stored(
            "SELECT chat FROM telegram_outbox WHERE state = 'SENT' AND body LIKE '%\"RESULT\"%'")
        .contains(person.chat());
  }

  /** Nothing is left that could still lead to a message. */
  private boolean isDone() {
    return telegram.updates().unconfirmed() == 0 && stored(BotHouse.UNFINISHED).isEmpty();
  }

  private long paintedJobs() {
    return stored("SELECT count(*) FROM jobs WHERE state = 'DONE' AND attempts > 0").get(0);
  }

  private static int count(FakePerson person) {
    return BotHouse.results(person).size();
  }

  @Test
  void killedWhileSendingAndWhenSent() throws IOException {
    FakePerson ann = telegram.person(1, "en");
    FakePerson ben = telegram.person(2, "en");
    telegram.fail("sendPhoto", Fault.HANGS_UNDONE);
    ann.album(CONTENT, STYLE);
    start();
    await("the sending", () -> telegram.hanging() == 1);
    kill();
    assertThat(count(ann)).isZero();
    assertThat(inDoubt()).containsExactly(ann.chat());

    telegram.fail("sendPhoto", Fault.HANGS_DONE);
    start();
    await("the second sending", () -> telegram.hanging() == 2);
    ben.album(CONTENT, STYLE);
    await("another's result", () -> isKnownToHave(ben));
    kill();
    assertThat(count(ann)).isEqualTo(1);
    assertThat(inDoubt()).containsExactly(ann.chat());

    start();
    await("the repetition", () -> isKnownToHave(ann));
    kill();
    assertThat(inDoubt()).isEmpty();

    start();
    // The conversation goes on, and in a chat one thing comes after the other.
    ann.press(BotHouse.results(ann).get(0), "− Weaker");
    ben.press(BotHouse.results(ben).get(0), "− Weaker");
    await("further results", () -> isWeaker(ann) && isWeaker(ben));
    await("everything to be sent", this::isDone);
    assertThat(count(ben)).isEqualTo(2);
    assertThat(count(ann)).as("this one message was repeated, and no other").isEqualTo(3);
    assertThat(paintedJobs()).isEqualTo(4);
    System.out.printf(
        "kill -9 while sending (Telegram had it not), while sending (Telegram had it, which was"
            + " not yet stored), and when sent: %d jobs painted, %d results delivered, 1 of them"
            + " repeated, 0 lost%n",
        paintedJobs(), count(ann) + count(ben));
  }

  private static boolean isWeaker(FakePerson person) {
    List<BotMessage> results = BotHouse.results(person);
    return results.get(results.size() - 1).text().contains("80 %");
  }

  @Test
  void killedAgainAndAgainWhileManyWait() throws IOException {
    List<FakePerson> people = new ArrayList<>();
    for (int i = 1; i <= PEOPLE; i++) {
      people.add(telegram.person(i, "en"));
    }
    people.forEach(person -> person.album(CONTENT, TestPictures.png(40, 40, person.chat())));
    List<Long> inDoubt = new ArrayList<>();
    int kills = 0;
    start();
    while (kills < KILLS && all(people) < PEOPLE) {
      int before = all(people);
      await("some progress", () -> all(people) > before);
      kill();
      kills++;
      List<Long> now = inDoubt();
      assertThat(now).as("one for each sender").hasSizeLessThanOrEqualTo(Bot.SENDERS);
      inDoubt.addAll(now);
      start();
    }
    await("everybody's result", () -> people.stream().allMatch(person -> count(person) > 0));
    await("everything to be sent", this::isDone);
    for (FakePerson person : people) {
      assertThat(count(person))
          .as("one, and one more for each kill that left it in doubt")
          .isBetween(1, 1 + Collections.frequency(inDoubt, person.chat()));
    }
    assertThat(paintedJobs()).isEqualTo(PEOPLE);
    System.out.printf(
        "kill -9 %d times while %d people wait: %d jobs painted, %d results delivered, %d of them"
            + " repeated (%d were in doubt when killed), 0 lost%n",
        kills, PEOPLE, paintedJobs(), all(people), all(people) - PEOPLE, inDoubt.size());
  }

  private static int all(List<FakePerson> people) {
    return people.stream().mapToInt(BotKilledIT::count).sum();
  }
}
