package io.github.tempera.service.telegram;

import static io.github.tempera.service.telegram.BotHouse.await;
import static io.github.tempera.service.telegram.BotHouse.awaitMenu;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.Stylizer;
import io.github.tempera.image.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty people at once: nothing is lost, doubled or mixed up. */
class FiftyPeopleIT {
  private static final int PEOPLE = 50;
  private static final int SIDE = 64;

  @TempDir private Path folder = Path.of("");

  private static byte[] content(int person) {
    // Each has a width of its own, and boxes of its own.
    return TestPictures.jpeg(SIDE + person, SIDE, 1000 + person);
  }

  private static byte[] style(int person) {
    return TestPictures.png(40, 40, 5000 + person);
  }

  @Test
  void eachGetsTheirOwn() throws Exception {
    try (FakeTelegram telegram = new FakeTelegram()) {
      telegram.chats().limit(3);
      try (BotHouse house = new BotHouse(folder, telegram)) {
        trouble(telegram);
        List<FakePerson> people = new ArrayList<>();
        ExecutorService crowd = Executors.newFixedThreadPool(PEOPLE);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
          int number = i;
          FakePerson person = telegram.person(10_000 + i, i % 2 == 0 ? "en" : "ru");
          people.add(person);
          done.add(crowd.submit(() -> orders(person, number)));
        }
        for (Future<?> one : done) {
          one.get();
        }
        await(
            "all results",
            () -> people.stream().allMatch(person -> !BotHouse.results(person).isEmpty()));
        await(
            "everything to be sent", () -> telegram.updates().unconfirmed() == 0 && house.isIdle());
        try (Stylizer stylizer = Stylizer.open("slim")) {
          for (int i = 0; i < PEOPLE; i++) {
            List<BotMessage> results = BotHouse.results(people.get(i));
            assertThat(results).as("person %d", i).hasSize(1);
            isTheirs(results.get(0), i, stylizer);
          }
        }
        assertThat(house.service().jobs().load().queued()).isZero();
        assertThat(telegram.refusals()).isEmpty();
        crowd.shutdown();
      }
    }
  }

  /** Trouble that cannot double a message. */
  private static void trouble(FakeTelegram telegram) {
    for (int i = 0; i < 5; i++) {
      telegram.fail("sendPhoto", Fault.TOO_MANY, Fault.LOST_REQUEST, Fault.BAD_GATEWAY);
      telegram.fail("getFile", Fault.LOST_REQUEST, Fault.TOO_MANY);
      telegram.fail("getUpdates", Fault.LOST_ANSWER);
    }
  }

  private static void orders(FakePerson person, int number) {
    byte[] style = style(number);
    switch (number % 3) {
      case 0 -> person.album(content(number), style);
      case 1 -> {
        person.photo(content(number));
        BotMessage menu = awaitMenu(person);
        person.press(menu, menu.labels().get(number % menu.labels().size()));
      }
      default -> {
        person.document(content(number), "image/jpeg");
        person.photo(style);
      }
    }
  }

  /** It has the size of the one content, and is painted in the one style, of that person. */
  private static void isTheirs(BotMessage result, int person, Stylizer stylizer) {
    Picture painted = picture(result.file());
    assertThat(painted.width()).isEqualTo(SIDE + person);
    assertThat(result.kind()).isEqualTo(person % 3 == 2 ? "document" : "photo");
    if (person % 3 != 1) {
      Picture expected =
          stylizer.stylize(picture(content(person)), stylizer.encode(picture(style(person))));
      assertThat(difference(painted, expected)).as("result of %d", person).isLessThan(10);
    }
  }

  private static Picture picture(byte[] encoded) {
    return Picture.read(encoded, "a picture", Long.MAX_VALUE);
  }

  /**
   * Mean over all values, of 255; what JPEG loses is below 10, between two styles there is more.
   */
  private static double difference(Picture one, Picture other) {
    byte[] a = one.rgb();
    byte[] b = other.rgb();
    assertThat(a).hasSameSizeAs(b);
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 255) - (b[i] & 255));
    }
    return (double) sum / a.length;
  }
}
