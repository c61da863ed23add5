package io.github.tempera.service.telegram;

import static io.github.tempera.service.telegram.BotHouse.await;
import static io.github.tempera.service.telegram.BotHouse.awaitMenu;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty people at once: nothing is lost, doubled or mixed up. */
class FiftyPeopleIT {
  private static final int PEOPLE = 50;
  private static final int SIDE = 64;

  private static final List<int[]> CONTENTS =
      IntStream.range(0, PEOPLE)
          .mapToObj(person -> brightness(TestPictures.decode(content(person))))
          .toList();

  @TempDir private Path folder = Path.of("");

  private static byte[] content(int person) {
    // Each has a width of its own, and boxes of its own.
    return TestPictures.jpeg(SIDE + person, SIDE, 1000 + person);
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
        for (int i = 0; i < PEOPLE; i++) {
          List<BotMessage> results = BotHouse.results(people.get(i));
          assertThat(results).as("person %d", i).hasSize(1);
          isTheirs(results.get(0), i);
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
    byte[] style = TestPictures.png(40, 40, 5000 + number);
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

  /** It has the content's size, and looks more like it than like any other's. */
  private static void isTheirs(BotMessage result, int person) {
    BufferedImage image = TestPictures.decode(result.file());
    assertThat(image.getWidth()).isEqualTo(SIDE + person);
    assertThat(result.kind()).isEqualTo(person % 3 == 2 ? "document" : "photo");
    int[] painted = brightness(image);
    double own = likeness(painted, CONTENTS.get(person));
    int better = 0;
    for (int other = 0; other < PEOPLE; other++) {
      if (other != person && likeness(painted, CONTENTS.get(other)) > own) {
        better++;
      }
    }
    assertThat(better).as("others whose content is more like the result of %d", person).isZero();
  }

  /** Of the part that all have. */
  private static int[] brightness(BufferedImage image) {
    int[] brightness = image.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
    for (int i = 0; i < brightness.length; i++) {
      int rgb = brightness[i];
      brightness[i] = 299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255);
    }
    return brightness;
  }

  /** Correlation. */
  private static double likeness(int[] one, int[] other) {
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    int n = one.length;
    for (int i = 0; i < n; i++) {
      double a = one[i];
      double b = other[i];
      sa += a;
      sb += b;
      saa += a * a;
      sbb += b * b;
      sab += a * b;
    }
    return (n * sab - sa * sb) / Math.sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
  }
}
