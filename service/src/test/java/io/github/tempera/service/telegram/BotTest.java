package io.github.tempera.service.telegram;

import static io.github.tempera.service.telegram.BotHouse.await;
import static io.github.tempera.service.telegram.BotHouse.awaitMenu;
import static io.github.tempera.service.telegram.BotHouse.awaitResults;
import static io.github.tempera.service.telegram.BotHouse.awaitText;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Conversations with the real bot, over HTTP, as people have them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BotTest {
  private static final byte[] CONTENT = TestPictures.jpeg(60, 44, 1);
  private static final byte[] STYLE = TestPictures.png(50, 50, 2);
  private static final long GROUP = -100500;

  private final FakeTelegram telegram;
  private BotHouse house;
  private long lastPerson = 1;

  BotTest(@TempDir Path folder) throws IOException {
    telegram = new FakeTelegram();
    house = new BotHouse(folder, telegram);
  }

  @BeforeAll
  void isUp() {
    assertThat(telegram.calls("getMe")).isPositive();
  }

  @AfterAll
  void stop() {
    house.close();
    telegram.close();
  }

  @AfterEach
  void nothingWasAskedForThatTelegramRefuses() {
    assertThat(telegram.refusals()).isEmpty();
  }

  private FakePerson someone(String language) {
    return telegram.person(++lastPerson, language);
  }

  private static void isPainted(BotMessage result, int width, int height) {
    BufferedImage image = TestPictures.decode(result.file());
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
  }

  @Test
  void aPhotoAndAStyleFromTheMenu() {
    FakePerson ann = someone("en");
    ann.text("/start");
    awaitText(ann, "Send me a photo");
    ObjectNode photo = ann.photo(CONTENT);
    BotMessage menu = awaitMenu(ann);
    assertThat(menu.kind()).isEqualTo("photo");
    assertThat(menu.replyTo()).isEqualTo(photo.path("message_id").asInt());
    assertThat(menu.labels()).contains("Woodcut", "Ink wash").hasSizeGreaterThan(5);

    ObjectNode press = ann.press(menu, "Woodcut");
    BotMessage result = awaitResults(ann, 1);
    isPainted(result, 60, 44);
    assertThat(result.kind()).isEqualTo("photo");
    assertThat(result.text()).isEqualTo("Woodcut");
    assertThat(result.file()).isNotEqualTo(CONTENT);
    assertThat(result.replyTo()).isEqualTo(photo.path("message_id").asInt());
    await("the press is answered", () -> "".equals(telegram.chats().answerTo(press)));
    assertThat(telegram.chats().actions(ann.chat())).isNotEmpty();
  }

  @Test
  void aSecondPhotoIsTheStyle() {
    FakePerson ben = someone("en");
    ben.photo(CONTENT);
    awaitMenu(ben);
    ben.text("what now?");
    awaitText(ben, "Now choose a style");
    ben.photo(STYLE);
    isPainted(awaitResults(ben, 1), 60, 44);
  }

  @Test
  void anAlbumIsPaintedAtOnceThoughItsPicturesComeOneByOne() throws InterruptedException {
    FakePerson cid = someone("en");
    ObjectNode first = cid.message().put("media_group_id", "slow");
    ObjectNode second = cid.message().put("media_group_id", "slow");
    cid.putPhoto(first, CONTENT);
    cid.putPhoto(second, STYLE);
    // The later one first, the other after a while.
    cid.send(second);
    Thread.sleep(BotHouse.ALBUM_WAIT.toMillis() / 2);
    cid.send(first);
    isPainted(awaitResults(cid, 1), 60, 44);
    assertThat(cid.sees()).hasSize(1);
  }

  @Test
  void aReplyToAPhotoIsItsStyle() {
    FakePerson dan = someone("en");
    ObjectNode photo = dan.photo(CONTENT);
    awaitMenu(dan);
    dan.text("/cancel");
    awaitText(dan, "nothing to call off");
    dan.replyWithPhoto(photo, STYLE);
    isPainted(awaitResults(dan, 1), 60, 44);
  }

  @Test
  void aFileIsAnsweredWithAFile() {
    FakePerson eve = someone("en");
    eve.document(TestPictures.png(121, 110, 3), "image/png");
    BotMessage menu = awaitMenu(eve);
    eve.press(menu, "Ink wash");
    BotMessage result = awaitResults(eve, 1);
    assertThat(result.kind()).isEqualTo("document");
    assertThat(result.fileName()).isEqualTo("painted.jpg");
    assertThat(result.labels()).doesNotContain("Full resolution");
    isPainted(result, 121, 110);
  }

  @Test
  void theButtonsUnderAResult() {
    FakePerson fay = someone("en");
    fay.album(TestPictures.jpeg(150, 120, 4), STYLE);
    BotMessage result = awaitResults(fay, 1);
    isPainted(result, 120, 96);

    fay.press(result, "− Weaker");
    BotMessage weaker = awaitResults(fay, 2);
    assertThat(weaker.text()).isEqualTo("strength 80 %");
    fay.press(weaker, "+ Stronger");
    BotMessage again = awaitResults(fay, 3);
    assertThat(again.text()).isEmpty();
    assertThat(again.file()).isEqualTo(result.file());
    fay.press(again, "Keep colours");
    BotMessage kept = awaitResults(fay, 4);
    assertThat(kept.text()).isEqualTo("own colours");
    assertThat(kept.labels()).contains("Style’s colours");
    fay.press(result, "Swap roles");
    isPainted(awaitResults(fay, 5), 50, 50);
    fay.press(result, "Full resolution");
    BotMessage full = awaitResults(fay, 6);
    assertThat(full.kind()).isEqualTo("document");
    assertThat(full.text()).contains("150 × 120", "send the photo as a file");
    isPainted(full, 150, 120);
    fay.press(result, "Another style");
    fay.press(awaitMenu(fay), "Woodcut");
    assertThat(awaitResults(fay, 7).text()).isEqualTo("Woodcut");

    ObjectNode tooStrong = fay.press(result, "+ Stronger");
    await("an answer", () -> telegram.chats().answerTo(tooStrong) != null);
    assertThat(telegram.chats().answerTo(tooStrong)).contains("full style already");
  }

  @Test
  void inRussianForWhoSpeaksIt() {
    FakePerson ira = someone("ru");
    ira.text("/start");
    awaitText(ira, "Пришлите фотографию");
    ira.photo(CONTENT);
    ira.press(awaitMenu(ira), "Гравюра");
    BotMessage result = awaitResults(ira, 1);
    assertThat(result.text()).isEqualTo("Гравюра");
    assertThat(result.labels()).contains("Другой стиль", "− Слабее");
  }

  @Test
  void whatIsNoPictureGetsASentence() {
    FakePerson gus = someone("en");
    Map.of(
            "sticker", "cannot paint stickers",
            "video", "cannot paint videos",
            "animation", "single photo",
            "voice", "only paint pictures")
        .forEach(
            (kind, words) -> {
              gus.thing(kind);
              awaitText(gus, words);
            });
    gus.document(new byte[100], "application/zip");
    awaitText(gus, "no picture");
    gus.document(
        "<svg onload='alert(1)'/>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "image/svg+xml");
    awaitText(gus, "cannot read this picture");
    gus.text("<b>hello</b>");
    awaitText(gus, "I understand pictures best");
    assertThat(gus.sees()).hasSize(7);
  }

  @Test
  void inGroupsItAnswersOnlyWhenAddressed() {
    FakePerson hal = someone("en").in(GROUP);
    FakePerson joe = someone("en").in(GROUP);
    hal.text("hello everybody");
    hal.text("/start");
    hal.text("/start@other_bot");
    ObjectNode photo = hal.photo(CONTENT);
    hal.text("@" + FakeTelegram.BOT_NAME + " hi");
    BotMessage talk = awaitText(hal, "I understand pictures best");
    assertThat(hal.sees()).hasSize(1);
    assertThat(talk.replyTo()).isPositive();

    joe.sendNew(
        message -> {
          FakePerson.putText(message, "text", "entities", "/paint@" + FakeTelegram.BOT_NAME);
          message.set("reply_to_message", photo);
        });
    BotMessage menu = awaitMenu(joe);
    // Anyone in the group may choose.
    hal.press(menu, "Woodcut");
    isPainted(awaitResults(joe, 1), 60, 44);
    // A style in reply to the bot's result means the photo that it shows.
    joe.replyWithPhoto(FakeChats.json(BotHouse.results(joe).get(0)), STYLE);
    isPainted(awaitResults(joe, 2), 60, 44);
    joe.sendNew(
        message -> {
          joe.putPhoto(message, CONTENT);
          FakePerson.putText(
              message, "caption", "caption_entities", "paint it @" + FakeTelegram.BOT_NAME);
        });
    await("a second menu", () -> joe.sees().stream().filter(BotHouse::isMenu).count() == 2);
  }

  @Test
  void somebodyElsesButtonsAreNothing() {
    FakePerson kim = someone("en");
    kim.album(CONTENT, STYLE);
    BotMessage result = awaitResults(kim, 1);
    FakePerson lee = someone("en");
    lee.text("/help");
    BotMessage help = awaitText(lee, "album of two");
    // A forged press: the data of another chat's button.
    ObjectNode press =
        lee.pressData(help, Objects.requireNonNull(result.buttons().get("− Weaker")));
    await("an answer", () -> telegram.chats().answerTo(press) != null);
    assertThat(telegram.chats().answerTo(press)).contains("gone");
    assertThat(BotHouse.results(lee)).isEmpty();
    ObjectNode odd = lee.pressData(help, "<script>");
    await("an answer", () -> telegram.chats().answerTo(odd) != null);
  }

  @Test
  void whatIsTransparentStaysSo() {
    FakePerson ned = someone("en");
    BufferedImage half = new BufferedImage(60, 40, BufferedImage.TYPE_INT_ARGB);
    half.createGraphics().drawImage(TestPictures.boxes(30, 40, 6), 0, 0, null);
    ned.document(TestPictures.encode(half, "png"), "image/png");
    ned.press(awaitMenu(ned), "Ink wash");
    BotMessage result = awaitResults(ned, 1);
    assertThat(result.kind()).isEqualTo("document");
    assertThat(result.fileName()).isEqualTo("painted.png");
    BufferedImage painted = TestPictures.decode(result.file());
    assertThat(painted.getRGB(10, 20) >>> 24).isEqualTo(255);
    assertThat(painted.getRGB(50, 20) >>> 24).isZero();
    // As a style it makes nothing transparent; as the content again it stays as it is.
    ned.replyWithPhoto(FakeChats.json(result), STYLE);
    assertThat(awaitResults(ned, 2).fileName()).isEqualTo("painted.png");
    BotMessage twoPictures = BotHouse.results(ned).get(1);
    ned.press(twoPictures, "Swap roles");
    BotMessage swapped = awaitResults(ned, 3);
    assertThat(TestPictures.decode(swapped.file()).getColorModel().hasAlpha()).isFalse();
    ned.press(swapped, "Swap roles");
    assertThat(awaitResults(ned, 4).fileName()).isEqualTo("painted.png");
  }

  @Test
  void whatIsTooLongForAJpegGoesAsAPng() {
    FakePerson ola = someone("en");
    ola.document(TestPictures.png(65_600, 20, 7), "image/png");
    ola.press(awaitMenu(ola), "Ink wash");
    BotMessage result = awaitResults(ola, 1);
    assertThat(result.kind()).isEqualTo("document");
    assertThat(result.fileName()).isEqualTo("painted.png");
    isPainted(result, 65_600, 20);
  }

  @Test
  void aResultThatIsTooLargeForAPhotoGoesAsAFile() {
    FakePerson may = someone("en");
    may.album(TestPictures.png(1280, 60, 5), STYLE);
    BotMessage result = awaitResults(may, 1);
    assertThat(result.kind()).isEqualTo("document");
    isPainted(result, 1280, 60);
  }
}
