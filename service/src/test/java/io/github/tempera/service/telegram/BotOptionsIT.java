package io.github.tempera.service.telegram;

import static io.github.tempera.service.telegram.BotHouse.await;
import static io.github.tempera.service.telegram.BotHouse.awaitMenu;
import static io.github.tempera.service.telegram.BotHouse.awaitResults;
import static io.github.tempera.service.telegram.BotHouse.awaitText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tempera.TemperaException;
import io.github.tempera.service.ServiceOptions;
import io.github.tempera.service.TestClock;
import io.github.tempera.service.job.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bots that are set up otherwise than usual: limits, times, webhook, token. */
class BotOptionsIT {
  private static final byte[] CONTENT = TestPictures.jpeg(60, 44, 1);
  private static final byte[] STYLE = TestPictures.png(50, 50, 2);

  @TempDir private Path folder = Path.of("");
  private FakeTelegram telegram;
  private FakePerson ann;

  BotOptionsIT() throws IOException {
    telegram = new FakeTelegram();
    ann = telegram.person(5, "en");
  }

  @BeforeEach
  void isUp() {
    assertThat(telegram.refusals()).isEmpty();
  }

  @AfterEach
  void stop() {
    telegram.close();
  }

  @Test
  void largeFilesAreRefusedWithASentence() {
    Rules rules = new Rules(10_000_000, 50_000_000, 20_000_000, 10_000);
    assertThat(rules).isEqualTo(Rules.TELEGRAM);
    ServiceOptions small =
        BotHouse.service(folder).withLimits(Limits.DEFAULTS.withPictures(1_000_000, 32L << 20));
    try (BotHouse house = new BotHouse(small, BotHouse.options(telegram))) {
      ann.document(CONTENT, "image/jpeg", 20_000_001);
      awaitText(ann, "20 MB at most");
      // Telegram need not state the size beforehand.
      ann.sendNew(
          message -> {
            ann.putDocument(message, CONTENT, "image/jpeg", 20_000_001);
            ((ObjectNode) message.path("document")).remove("file_size");
          });
      await("a second sentence", () -> ann.sees().size() == 2);
      ann.photo(TestPictures.png(1200, 1000, 3));
      awaitText(ann, "more than 1 million pixels");
      ann.document(Arrays.copyOf(CONTENT, 20), "image/jpeg");
      awaitText(ann, "cannot read this picture");
      assertThat(house.service().jobs().load().queued()).isZero();
    }
    assertThat(telegram.refusals()).allMatch(words -> words.contains("file is too big"));
  }

  @Test
  void resultsGoAsTheLimitsOfTheServerWant() {
    TelegramLimits tight = new TelegramLimits(20_000_000, 6000, 15_000, 10_000, 20);
    BotOptions options = BotHouse.options(telegram).withApi(telegram.url(), tight);
    try (BotHouse house = new BotHouse(BotHouse.service(folder), options)) {
      ann.album(TestPictures.png(30, 20, 1), STYLE);
      assertThat(awaitResults(ann, 1).kind()).isEqualTo("photo");
      ann.album(TestPictures.png(96, 96, 1), STYLE);
      assertThat(awaitResults(ann, 2).kind()).isEqualTo("document");
      // Pressed harder, to go at all.
      ann.document(TestPictures.png(160, 160, 1), "image/png");
      awaitMenu(ann);
      ann.photo(STYLE);
      BotMessage pressed = awaitResults(ann, 3);
      assertThat(pressed.kind()).isEqualTo("document");
      assertThat(pressed.file()).hasSizeLessThanOrEqualTo(15_000);
      assertThat(TestPictures.decode(pressed.file()).getWidth()).isEqualTo(160);
      ann.document(TestPictures.png(900, 900, 1), "image/png");
      await("a menu", () -> ann.sees().stream().filter(BotHouse::isMenu).count() == 2);
      ann.photo(STYLE);
      awaitText(ann, "too large to be sent");
      assertThat(house.service().ready()).isTrue();
    }
  }

  @Test
  void whatIsGoneIsSaidToBeGone() {
    TestClock clock = new TestClock();
    BotOptions options = BotHouse.options(telegram);
    try (BotHouse house = new BotHouse(BotHouse.service(folder), options, clock)) {
      ann.photo(CONTENT);
      awaitMenu(ann);
      ann.photo(STYLE);
      BotMessage result = awaitResults(ann, 1);
      clock.advance(Limits.DEFAULTS.retention());
      assertThat(house.service().pictures().expire()).isPositive();
      ObjectNode press = ann.press(result, "− Weaker");
      await("an answer", () -> telegram.chats().answerTo(press) != null);
      assertThat(telegram.chats().answerTo(press)).contains("This picture is gone");
    }
  }

  @Test
  void aPersonMayHaveOnlySoManyUnderWayAndMayCancel() {
    ServiceOptions none =
        BotHouse.service(folder)
            .withCompute(BotHouse.service(folder).compute(), 0)
            .withLimits(Limits.DEFAULTS.withJobsPerClient(1));
    try (BotHouse house = new BotHouse(none, BotHouse.options(telegram))) {
      ann.photo(CONTENT);
      BotMessage menu = awaitMenu(ann);
      ann.press(menu, "Woodcut");
      BotMessage ticket = awaitText(ann, "In the queue: place 1");
      ObjectNode second = ann.press(menu, "Ink wash");
      await("an answer", () -> telegram.chats().answerTo(second) != null);
      assertThat(telegram.chats().answerTo(second)).contains("as many paintings under way");
      assertThat(telegram.chats().actions(ann.chat())).contains("typing");

      ObjectNode cancel = ann.press(ticket, "Cancel");
      await("an answer", () -> telegram.chats().answerTo(cancel) != null);
      assertThat(telegram.chats().answerTo(cancel)).isEqualTo("Called off.");
      await("the ticket's end", () -> ann.sees().size() == 1);
      ann.press(menu, "Ink wash");
      awaitText(ann, "In the queue: place 1");
      ann.text("/cancel");
      awaitText(ann, "Called off.");
      assertThat(house.service().jobs().load().queued()).isZero();
    }
  }

  @Test
  void aWebhookChecksItsSecret() throws Exception {
    BotOptions options =
        BotHouse.options(telegram)
            .withWebhook(new WebhookOptions("http://127.0.0.1:{port}/hook", "127.0.0.1", 0));
    try (BotHouse house = new BotHouse(BotHouse.service(folder), options)) {
      assertThat(telegram.updates().webhook()).endsWith("/hook").doesNotContain("{");
      ObjectNode update = ann.send(ann.message().put("text", "/help"));
      assertThat(telegram.updates().push(update, "wrong")).isEqualTo(401);
      assertThat(telegram.updates().push(update, "")).isEqualTo(401);
      assertThat(ann.sees()).isEmpty();
      telegram.updates().pushAll();
      awaitText(ann, "album of two");
      assertThat(telegram.updates().unconfirmed()).isZero();
      assertThat(house.service().ready()).isTrue();
    }
  }

  @Test
  void aWrongTokenIsRefusedAndNoTokenIsEverLogged() {
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    Handler handler =
        new StreamHandler(
            new PrintStream(logged, true, StandardCharsets.UTF_8), new SimpleFormatter());
    handler.setLevel(Level.ALL);
    Logger root = LogManager.getLogManager().getLogger("");
    Level level = root.getLevel();
    root.addHandler(handler);
    Logger bots = Logger.getLogger("io.github.tempera");
    bots.setLevel(Level.ALL);
    String wrong = "99:AAwrongWrongWrong";
    try {
      BotOptions none = BotOptions.of(wrong).withApi(telegram.url(), TelegramLimits.DEFAULTS);
      assertThatThrownBy(() -> new BotHouse(BotHouse.service(folder), none))
          .isInstanceOf(TemperaException.class)
          .hasMessageContaining("does not know this token")
          .hasMessageNotContaining("AAwrong");
      telegram.setDown(true);
      try (BotHouse house = new BotHouse(folder, telegram)) {
        telegram.setDown(false);
        telegram.fail("getUpdates", Fault.LOST_ANSWER, Fault.BAD_GATEWAY);
        telegram.fail("file", Fault.LOST_ANSWER);
        telegram.fail("sendMessage", Fault.BAD_GATEWAY, Fault.LOST_REQUEST);
        ann.photo(CONTENT);
        awaitMenu(ann);
        ann.text("/help");
        awaitText(ann, "album of two");
        assertThat(house.service().ready()).isTrue();
      }
    } finally {
      handler.flush();
      root.removeHandler(handler);
      root.setLevel(level);
      bots.setLevel(null);
    }
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains("Telegram cannot be reached")
        .doesNotContain("AAwrong")
        .doesNotContain("AAtest");
  }
}
