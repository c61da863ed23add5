package io.github.tempera.service.telegram;

import static io.github.tempera.service.telegram.BotHouse.await;
import static io.github.tempera.service.telegram.BotHouse.awaitMenu;
import static io.github.tempera.service.telegram.BotHouse.awaitResults;
import static io.github.tempera.service.telegram.BotHouse.awaitText;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, and what people see of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BotTroubleIT {
  private static final byte[] CONTENT = TestPictures.jpeg(60, 44, 1);
  private static final byte[] STYLE = TestPictures.png(50, 50, 2);

  private final FakeTelegram telegram;
  private final BotHouse house;
  private long lastPerson;
  private FakePerson ann;

  BotTroubleIT(@TempDir Path folder) throws IOException {
    telegram = new FakeTelegram();
    house = new BotHouse(folder, telegram);
    ann = someone();
  }

  @BeforeEach
  void someoneNew() {
    ann = someone();
  }

  @AfterEach
  void everythingIsDone() {
    await("the end of it", () -> telegram.updates().unconfirmed() == 0 && house.isIdle());
  }

  @AfterAll
  void stop() {
    house.close();
    telegram.close();
  }

  private FakePerson someone() {
    return telegram.person(++lastPerson, "en");
  }

  @Test
  void whatTelegramMakesWaitForIsSentLaterAndOnce() {
    int before = telegram.calls("sendPhoto");
    telegram.fail("sendPhoto", Fault.TOO_MANY, Fault.TOO_MANY, Fault.BAD_GATEWAY);
    telegram.fail("sendMessage", Fault.LOST_REQUEST, Fault.TOO_MANY);
    ann.text("/help");
    ann.album(CONTENT, STYLE);
    awaitResults(ann, 1);
    awaitText(ann, "album of two");
    assertThat(telegram.calls("sendPhoto") - before).isEqualTo(4);
  }

  @Test
  void aChatThatTakesTwoMessagesASecondGetsThemAll() {
    telegram.chats().limit(2);
    for (int i = 0; i < 6; i++) {
      ann.text("/help");
    }
    await("six answers", () -> ann.sees().size() == 6);
    telegram.chats().limit(Integer.MAX_VALUE);
  }

  @Test
  void theNetworkIsLostAndComesBack() {
    int before = telegram.unanswered();
    telegram.setDown(true);
    ann.album(CONTENT, STYLE);
    await("a try", () -> telegram.unanswered() > before);
    telegram.setDown(false);
    telegram.fail("getUpdates", Fault.LOST_ANSWER, Fault.BAD_GATEWAY, Fault.LOST_REQUEST);
    telegram.fail("getFile", Fault.LOST_REQUEST, Fault.TOO_MANY);
    telegram.fail("file", Fault.LOST_ANSWER, Fault.LOST_REQUEST);
    awaitResults(ann, 1);
    // Where the answer is lost with the network, it is sent once more.
    await("the bot to know that it was sent", house::isIdle);
    int between = telegram.unanswered();
    telegram.setDown(true);
    ann.text("/help");
    await("another try", () -> telegram.unanswered() > between);
    telegram.setDown(false);
    awaitText(ann, "album of two");
    assertThat(ann.sees()).hasSize(2);
  }

  @Test
  void anAnswerThatIsLostMayRepeatTheMessageButNeverLosesIt() {
    telegram.fail("sendMessage", Fault.LOST_ANSWER);
    ann.text("/help");
    ann.text("/start");
    awaitText(ann, "Send me a photo, and");
    assertThat(ann.sees()).hasSize(3);
  }

  @Test
  void updatesThatComeTwiceAreTakenInOnce() {
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

  @Test
  void anUpdateThatMakesNoSenseDoesNotKeepTheNextAway() {
    ObjectNode odd = ann.in(-7).message().put("text", "hi");
    odd.putArray("entities").addObject().put("type", "mention").put("offset", 9).put("length", 9);
    ann.send(odd);
    ann.text("/help");
    awaitText(ann, "deleted 60 min after");
  }

  @Test
  void oldMessagesGetOneApologyAndOldPressesNone() {
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
  }

  @Test
  void whoBlocksTheBotIsLeftAlone() {
    ann.photo(CONTENT);
    BotMessage menu = awaitMenu(ann);
    telegram.chats().block(ann.chat());
    ann.press(menu, "Woodcut");
    await("one try", () -> telegram.chats().messagesToBlocked() == 1);
    FakePerson ben = someone();
    ben.album(CONTENT, STYLE);
    awaitResults(ben, 1);
    ann.block();
    ann.press(menu, "Woodcut");
    ben.text("/help");
    awaitText(ben, "album of two");
    assertThat(telegram.chats().messagesToBlocked()).isEqualTo(1);
  }

  @Test
  void aDamagedFileIsFoundOutWhenPainted() {
    byte[] cut = Arrays.copyOf(CONTENT, CONTENT.length / 2);
    ann.document(cut, "image/jpeg");
    ann.press(awaitMenu(ann), "Woodcut");
    awaitText(ann, "I cannot read this picture");
    FakePerson ira = telegram.person(9001, "ru");
    ira.document(cut, "image/jpeg");
    ira.press(awaitMenu(ira), "Гравюра");
    awaitText(ira, "Не могу прочитать эту картинку");
  }

  @Test
  void aRestartInTheMiddleOfAConversation() {
    int refusals = telegram.refusals().size();
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
    assertThat(telegram.refusals()).hasSize(refusals);
  }
}
