package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code tempera serve}, {@code bot} and {@code survey} say of wrong settings. */
@Timeout(120)
class ServeRefusalsTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 99999 | The port must be 0 to 65535, not 99999.",
        "--port web | Invalid value for option '--port': 'web' is not an int",
        "--prot=80 | Unknown option: '--prot=80'",
        "--tokens short | An API token must be",
        "--token-file nowhere | Cannot read the tokens in nowhere: it is not there.",
        "--allow-origin example.org | is no web origin: give one such as https://example.org",
        "--trusted-proxy proxy | is no address of a proxy",
        "--max-pixels 0 | The limit of pixels must be",
        "--wait 100 | The usual wait of 100 s is longer than the longest",
        "--workers -1 | The number of workers must be 0 to 64, not -1.",
        "--model nothing | nothing",
        "--style-folder nowhere | Cannot read the folder of styles nowhere",
        "--config nowhere | Cannot read the configuration nowhere",
        "--database jdbc:mysql://here/t | The database must be a file's path",
        "--database jdbc:postgresql://me:sesame@127.0.0.1/t | User and password go behind",
        "--telegram | TEMPERA_TELEGRAM_TOKEN",
        "--telegram --telegram-token-file nowhere | Cannot read the bot's token in nowhere",
      })
  void serveSaysWhatIsWrong(String arguments, String sentence) throws IOException {
    String all = "serve --port 0 " + arguments;
    if (arguments.startsWith("--port")) {
      all = "serve " + arguments;
    }
    if (!all.contains("--database")) {
      all += " --database " + folder.resolve("t.db");
    }
    Workplace.Result result = Workplace.inProcess(all.split(" "));

    result.refused(2, sentence);
    assertThat(result.err()).doesNotContain("sesame");
    assertThat(new Workplace(folder).files()).isEmpty();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNoWrongSetting() {
    String url = "jdbc:postgresql://127.0.0.1:1/t?password=sesame";
    Workplace.Result result = Workplace.inProcess("serve", "--port", "0", "--database", url);
    result.refused(1, "Cannot open the database jdbc:postgresql://127.0.0.1:1/t");
    assertThat(result.err()).doesNotContain("sesame");
  }

  @Test
  void aKeyOfTheFileThatIsNoOptionIsNamedAndItsValueIsNot() throws IOException {
    Path file = Files.writeString(folder.resolve("conf"), "telegram-token = 1:sesame\n");
    for (String command : new String[] {"serve", "bot", "survey list"}) {
      String all = command + " --config " + file;
      Workplace.Result result = Workplace.inProcess(all.split(" "));
      result.refused(2, "sets \"telegram-token\", which is no option: use ");
      assertThat(result.err()).doesNotContain("sesame");
    }
  }

  @Test
  void surveysSayWhatIsWrong() {
    String none = folder.resolve("none.db").toString();
    Workplace.inProcess("survey").refused(2, "Say what to do: create, list, report or close.");
    Workplace.inProcess("survey", "list", "--database", none)
        .refused(2, "There is no database " + none);
    Workplace.inProcess(
            "survey", "create", "--content", "nowhere", "--style", "nowhere", "--database", none)
        .refused(2, "There is no picture or folder nowhere");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void helpTellsTheProgramsOwnDefaultsWhateverIsInForce() {
    String help = Workplace.inProcess("serve", "--help", "--config", "nowhere").out();
    assertThat(help)
        .contains("Telegram bot:", "(default: tempera.db)", "(default: 8080)")
        .contains("TEMPERA_QUEUE_LENGTH");
  }
}
