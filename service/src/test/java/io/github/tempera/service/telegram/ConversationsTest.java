package io.github.tempera.service.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.service.TestClock;
import io.github.tempera.service.TestDatabase;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.telegram.conversation.State;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where conversations stand, with two bots on one database. */
class ConversationsTest {
  private static final State WAITING = new State("w1", 0);
  private static final State APOLOGIZED = new State(null, 5);

  @TempDir Path folder = Path.of("");
  private final TestClock clock = new TestClock();

  private static void set(Database database, Conversations bot, State state) {
    database.run(handle -> bot.setState(handle, 7, 7, state));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void onePersonSpeaksWithTwoBots(TestDatabase kind) {
    try (Database database = kind.open(folder)) {
      Conversations one = new Conversations(database, 1, clock);
      Conversations other = new Conversations(database, 2, clock);
      assertThat(one.state(7, 7)).isEqualTo(State.START);
      set(database, one, WAITING);
      assertThat(other.state(7, 7)).isEqualTo(State.START);
      set(database, other, APOLOGIZED);
      assertThat(one.state(7, 7)).isEqualTo(WAITING);
      assertThat(other.state(7, 7)).isEqualTo(APOLOGIZED);
      database.run(handle -> one.forgetChat(handle, 7));
      assertThat(one.state(7, 7)).isEqualTo(State.START);
      assertThat(other.state(7, 7)).isEqualTo(APOLOGIZED);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whoRestsIsForgotten(TestDatabase kind) {
    try (Database database = kind.open(folder)) {
      Conversations bot = new Conversations(database, 1, clock);
      set(database, bot, WAITING);
      clock.advance(Duration.ofMinutes(59));
      bot.forget(Duration.ofHours(1));
      assertThat(bot.state(7, 7)).isEqualTo(WAITING);
      clock.advance(Duration.ofMinutes(2));
      bot.forget(Duration.ofHours(1));
      assertThat(bot.state(7, 7)).isEqualTo(State.START);
    }
  }
}
