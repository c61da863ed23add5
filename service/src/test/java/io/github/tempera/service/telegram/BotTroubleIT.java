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
import io.github.tempera.service.job.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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

/** What goes wrong, and what people see of it. */
class BotTroubleIT {
  private static final byte[] CONTENT = TestPictures.jpeg(60, 44, 1);
  private static final byte[] STYLE = TestPictures.png(50, 50, 2);

  @TempDir private Path folder = Path.of("");
  private FakeTelegram telegram;
  private FakePerson ann;

  BotTroubleIT() throws IOException {
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
  void whatTelegramMakesWaitForIsSentLaterAndOnce() {
    try (BotHouse house = new BotHouse(folder, telegram)) {
      telegram.fail("sendPhoto", Fault.TOO_MANY, Fault.TOO_MANY, Fault.BAD_GATEWAY);
      telegram.fail("sendMessage", Fault.LOST_REQUEST, Fault.TOO_MANY);
      ann.text("/help");
      ann.album(CONTENT, STYLE);
      awaitResults(ann, 1);
      awaitText(ann, "album of two");
      assertThat(telegram.calls("sendPhoto")).isEqualTo(4);
      assertThat(house.service().jobs().load().queued()).isZero();
    }
  }

  @Test
  void aChatThatTakesTwoMessagesASecondGetsThemAll() {
    telegram.chats().limit(2);
    try (BotHouse house = new BotHouse(folder, telegram)) {
      for (int i = 0; i < 6; i++) {
        ann.text("/help");
      }
      await("six answers", () -> ann.sees().size() == 6);
      assertThat(house.service().ready()).isTrue();
    }
  }

  @Test
  void theNetworkIsLostAndComesBack() throws InterruptedException {
    telegram.setDown(true);
    try (BotHouse house = new BotHouse(folder, telegram)) {
      ann.album(CONTENT, STYLE);
      Thread.sleep(300);
      telegram.setDown(false);
      telegram.fail("getUpdates", Fault.LOST_ANSWER, Fault.BAD_GATEWAY, Fault.LOST_REQUEST);
      telegram.fail("getFile", Fault.LOST_REQUEST, Fault.TOO_MANY);
      telegram.fail("file", Fault.LOST_ANSWER, Fault.LOST_REQUEST);
      awaitResults(ann, 1);
      telegram.setDown(true);
      ann.text("/help");
      Thread.sleep(300);
      telegram.setDown(false);
      awaitText(ann, "album of two");
      assertThat(ann.sees()).hasSize(2);
      assertThat(house.service().jobs().load().running()).isZero();
    }
  }

  @Test
  void anAnswerThatIsLostMayRepeatTheMessageButNeverLosesIt() {
    try (BotHouse house = new BotHouse(folder, telegram)) {
      telegram.fail("sendMessage", Fault.LOST_ANSWER);
      ann.text("/help");
      ann.text("/start");
      awaitText(ann, "Send me a photo, and");
      assertThat(ann.sees()).hasSize(3);
      assertThat(house.service().ready()).isTrue();
    }
  }

  @Test
  void updatesThatComeTwiceAreTakenInOnce() {
    try (BotHouse house = new BotHouse(folder, telegram)) {
      ObjectNode message = ann.message();
      ann.putPhoto(message, CONTENT);
      ObjectNode update = ann.send(message);
      BotMessage menu = awaitMenu(ann);
      ObjectNode press = ann.press(menu, "Woodcut");
      awaitResults(ann, 1);
      telegram.updates().repeat(update);
      telegram.updates().repeat(press);
      house.restart();
      telegram.updates().repeat(press);
      ann.text("/help");
      awaitText(ann, "album of two");
      assertThat(ann.sees()).hasSize(3);
    }
  }

  @Test
  void oldMessagesGetOneApologyAndOldPressesNone() {
    try (BotHouse house = new BotHouse(folder, telegram)) {
      for (int i = 0; i < 3; i++) {
        ObjectNode message = ann.message().put("text", "/help");
        message.put("date", System.currentTimeMillis() / 1000 - 7200);
        ann.send(message);
      }
      awaitText(ann, "I was away");
      ann.photo(CONTENT);
      BotMessage menu = awaitMenu(ann);
      ObjectNode press = ann.press(menu, "Woodcut");
      telegram.chats().makeOld(press);
      awaitResults(ann, 1);
      assertThat(ann.sees()).hasSize(3);
      assertThat(house.service().ready()).isTrue();
    }
  }

  @Test
  void whoBlocksTheBotIsLeftAlone() {
    try (BotHouse house = new BotHouse(folder, telegram)) {
      ann.photo(CONTENT);
      BotMessage menu = awaitMenu(ann);
      telegram.chats().block(ann.chat());
      ann.press(menu, "Woodcut");
      await("one try", () -> telegram.chats().messagesToBlocked() == 1);
      FakePerson ben = telegram.person(6, "en");
      ben.album(CONTENT, STYLE);
      awaitResults(ben, 1);
      ann.block();
      ann.press(menu, "Woodcut");
      ben.text("/help");
      awaitText(ben, "album of two");
      assertThat(telegram.chats().messagesToBlocked()).isEqualTo(1);
      assertThat(house.service().jobs().load().queued()).isZero();
    }
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
  void aDamagedFileIsFoundOutWhenPainted() {
    try (BotHouse house = new BotHouse(folder, telegram)) {
      byte[] cut = Arrays.copyOf(CONTENT, CONTENT.length / 2);
      ann.document(cut, "image/jpeg");
      ann.press(awaitMenu(ann), "Woodcut");
      awaitText(ann, "I could not paint this");
      assertThat(house.service().jobs().load().queued()).isZero();
    }
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
      ann.document(TestPictures.png(200, 200, 1), "image/png");
      awaitMenu(ann);
      ann.photo(STYLE);
      BotMessage pressed = awaitResults(ann, 3);
      assertThat(pressed.kind()).isEqualTo("document");
      assertThat(pressed.file()).hasSizeLessThanOrEqualTo(15_000);
      assertThat(TestPictures.decode(pressed.file()).getWidth()).isEqualTo(200);
      ann.document(TestPictures.png(900, 900, 1), "image/png");
      await("a menu", () -> ann.sees().stream().filter(BotHouse::isMenu).count() == 2);
      ann.photo(STYLE);
      awaitText(ann, "too large to be sent");
      assertThat(house.service().ready()).isTrue();
    }
  }

  @Test
  void whatIsGoneIsSaidToBeGone() {
    ServiceOptions brief =
        BotHouse.service(folder)
            .withLimits(
                Limits.DEFAULTS.withRetention(Duration.ofSeconds(2), Duration.ofSeconds(2)));
    try (BotHouse house = new BotHouse(brief, BotHouse.options(telegram))) {
      ann.album(CONTENT, STYLE);
      BotMessage result = awaitResults(ann, 1);
      await(
          "the picture's end",
          () -> {
            house.service().pictures().expire();
            return house
                .service()
                .database()
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .createQuery("SELECT count(*) FROM pictures WHERE expires > :now")
                            .bind("now", System.currentTimeMillis())
                            .mapTo(Integer.class)
                            .one())
                .equals(0);
          });
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
  void aRestartInTheMiddleOfAConversation() {
    try (BotHouse house = new BotHouse(folder, telegram)) {
      ann.photo(CONTENT);
      awaitMenu(ann);
      house.restart();
      ann.photo(STYLE);
      BotMessage result = awaitResults(ann, 1);
      house.restart();
      ann.press(result, "− Weaker");
      assertThat(awaitResults(ann, 2).text()).contains("80 %");
      // The styles' picture was known to Telegram the second time.
      ann.press(result, "Another style");
      await("a second menu", () -> ann.sees().stream().filter(BotHouse::isMenu).count() == 2);
      assertThat(telegram.refusals()).isEmpty();
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
