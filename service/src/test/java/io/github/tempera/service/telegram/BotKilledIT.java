package io.github.tempera.service.telegram;

import static io.github.tempera.service.telegram.BotHouse.await;
import static io.github.tempera.service.telegram.BotHouse.awaitMenu;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process is killed with -9 while a result is on its way; then one counts. */
class BotKilledIT {
  private static final byte[] CONTENT = TestPictures.jpeg(60, 44, 1);
  private static final byte[] STYLE = TestPictures.png(50, 50, 2);

  @TempDir private Path folder = Path.of("");
  private final FakeTelegram telegram;
  private final List<Process> processes = new ArrayList<>();

  BotKilledIT() throws IOException {
    telegram = new FakeTelegram();
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    telegram.close();
  }

  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                BotProcess.class.getName(),
                folder.toString(),
                telegram.url())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log" + processes.size()).toFile())
            .start();
    processes.add(process);
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    // SIGKILL: nothing of the process's own runs any more.
    process.destroyForcibly();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /** How many results someone has seen, after time enough for one too many. */
  private int settled(FakePerson person) throws InterruptedException {
    await("a result", () -> !BotHouse.results(person).isEmpty());
    person.text("/help");
    BotHouse.awaitText(person, "album of two");
    Thread.sleep(1500);
    return BotHouse.results(person).size();
  }

  @Test
  void killedBeforeTelegramHadIt() throws Exception {
    FakePerson ann = telegram.person(1, "en");
    telegram.fail("sendPhoto", Fault.HANGS_UNDONE);
    Process first = start();
    ann.album(CONTENT, STYLE);
    await("the sending", () -> telegram.hanging() == 1);
    kill(first);
    start();
    assertThat(settled(ann)).isEqualTo(1);
  }

  @Test
  void killedAfterTelegramHadItButBeforeThatWasKnown() throws Exception {
    FakePerson ann = telegram.person(1, "en");
    FakePerson ben = telegram.person(2, "en");
    telegram.fail("sendPhoto", Fault.HANGS_DONE);
    Process first = start();
    ann.album(CONTENT, STYLE);
    await("the sending", () -> telegram.hanging() == 1);
    ben.album(CONTENT, STYLE);
    await("another's result", () -> BotHouse.results(ben).size() == 1);
    kill(first);
    start();
    assertThat(settled(ben)).isEqualTo(1);
    // At least once: this one message is repeated, and no other.
    assertThat(settled(ann)).isEqualTo(2);
  }

  @Test
  void killedAfterSending() throws Exception {
    FakePerson ann = telegram.person(1, "en");
    Process first = start();
    ann.photo(CONTENT);
    BotMessage menu = awaitMenu(ann);
    ann.press(menu, "Woodcut");
    await("a result", () -> BotHouse.results(ann).size() == 1);
    Thread.sleep(1000);
    kill(first);
    start();
    assertThat(settled(ann)).isEqualTo(1);
    // And the conversation goes on.
    ann.press(BotHouse.results(ann).get(0), "− Weaker");
    await("a second result", () -> BotHouse.results(ann).size() == 2);
  }

  @Test
  void killedAgainAndAgainWhileManyWait() throws Exception {
    List<FakePerson> people = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      people.add(telegram.person(i, "en"));
    }
    Process process = start();
    await("the bot", () -> telegram.calls("getUpdates") > 0);
    people.forEach(person -> person.album(CONTENT, TestPictures.png(40, 40, person.chat())));
    for (int kills = 0; kills < 3; kills++) {
      int before = all(people);
      await("some progress", () -> all(people) > before);
      kill(process);
      process = start();
    }
    int repeated = 0;
    for (FakePerson person : people) {
      int count = settled(person);
      assertThat(count).isBetween(1, 2);
      repeated += count - 1;
    }
    // A kill can repeat what was on its way, which is at most one message for each sender.
    assertThat(repeated).isLessThanOrEqualTo(3 * 4);
    System.out.printf(
        "kill -9 three times: %d people, %d results, %d repeated, 0 lost%n",
        people.size(), all(people), repeated);
  }

  private static int all(List<FakePerson> people) {
    return people.stream().mapToInt(person -> BotHouse.results(person).size()).sum();
  }
}
