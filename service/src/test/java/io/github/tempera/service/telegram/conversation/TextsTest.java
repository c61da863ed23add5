package io.github.tempera.service.telegram.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.TemperaException;
import io.github.tempera.service.telegram.conversation.Button.Action;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language says everything. */
class TextsTest {
  static List<String> languages() {
    return Texts.languages();
  }

  private static Properties file(String name) {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(Texts.class.getResourceAsStream(name)),
            StandardCharsets.UTF_8)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> words(Properties properties) {
    return properties.stringPropertyNames().stream()
        .filter(key -> !key.startsWith("style."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void russianIsThereAndTheRestIsEnglish() {
    assertThat(languages()).contains("ru");
    assertThat(Texts.of("ru").get("button.another")).isEqualTo("Другой стиль");
    assertThat(Texts.of("ru-RU").get("button.another")).isEqualTo("Другой стиль");
    for (String other : List.of("", "en", "en-GB", "xx", "_?")) {
      assertThat(Texts.of(other).get("button.another")).isEqualTo("Another style");
    }
    assertThat(Texts.of("ru").styleName("woodcut", "Woodcut")).isEqualTo("Гравюра");
    assertThat(Texts.of("ru").styleName("mine", "Mine")).isEqualTo("Mine");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void aLanguageHasEveryTextWithTheSameGaps(String language) {
    Properties english = file("texts.properties");
    Properties other = file("texts_" + language + ".properties");
    assertThat(words(other)).isEqualTo(words(english));
    for (String key : words(english)) {
      assertThat(new MessageFormat(other.getProperty(key)).getFormatsByArgumentIndex())
          .as(key)
          .hasSameSizeAs(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex());
      assertThat(other.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void whatTelegramLimitsIsShortEnough(String language) {
    for (String name : List.of("texts.properties", "texts_" + language + ".properties")) {
      Properties texts = file(name);
      texts.forEach(
          (key, text) -> {
            int most = String.valueOf(key).startsWith("button.") ? 40 : 4000;
            assertThat(String.valueOf(text).length()).as("%s %s", name, key).isLessThan(most);
          });
      for (String alert : List.of("gone", "gone.style", "cancelled.late", "not.yours")) {
        assertThat(texts.getProperty(alert).length()).isLessThan(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TemperaException.Kind.class)
  void ofEveryErrorItSpeaksInThePersonsLanguage(TemperaException.Kind kind) {
    List<String> begins =
        switch (kind) {
          case WRONG_ARGUMENT ->
              List.of("I cannot paint this picture like this.", "Так я эту картинку");
          case NOT_FOUND -> List.of("This picture is gone", "Этой картинки уже нет");
          case UNREADABLE -> List.of("I cannot read this picture", "Не могу прочитать");
          case OUT_OF_RESOURCES ->
              List.of("This picture takes more memory or time", "На эту картинку");
          case UNWRITABLE, UNAVAILABLE, FAILED ->
              List.of("Something went wrong", "Что-то пошло не так");
        };
    String key = Texts.keyOf(kind);
    assertThat(Texts.of("en").get(key)).startsWith(begins.get(0)).hasSizeLessThan(200);
    assertThat(Texts.of("ru").get(key)).startsWith(begins.get(1)).hasSizeLessThan(200);
  }

  @Test
  void everyTextThatTheCodeNamesIsThere() throws IOException {
    Set<String> keys = words(file("texts.properties"));
    Path folder = Path.of("src/main/java/io/github/tempera/service/telegram");
    Pattern named =
        Pattern.compile("(?:Say|Answer|NotUsable|\\.get|BadPicture)\\(\\s*\"([a-z.]+)\"");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher matcher = named.matcher(Files.readString(file));
        while (matcher.find()) {
          String key = matcher.group(1);
          if (!key.endsWith(".")) {
            assertThat(keys).as("%s in %s", key, file).contains(key);
          }
        }
      }
    }
  }

  @Test
  void buttonsFitTheirSixtyFourBytesAndReadBack() {
    for (Action action : Action.values()) {
      Button button = new Button(action, "w".repeat(12), Menu.key("a-long-name-".repeat(20)));
      assertThat(button.data().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(64);
      assertThat(Button.parse(button.data())).contains(button);
    }
    for (String odd : List.of("", ":", "p", "zz:1", "<script>")) {
      assertThat(Button.parse(odd)).isEmpty();
    }
  }
}
