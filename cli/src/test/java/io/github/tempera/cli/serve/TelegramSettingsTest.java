package io.github.tempera.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.service.telegram.BotOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where the bot's settings come from. */
class TelegramSettingsTest {
  private static final String TOKEN = "123456:AAtestTokenOfNobody";

  private static TelegramSettings parse(String... arguments) {
    TelegramSettings settings = new TelegramSettings();
    CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
    spec.addMixin("telegram", CommandLine.Model.CommandSpec.forAnnotatedObject(settings));
    new CommandLine(spec).parseArgs(arguments);
    return settings;
  }

  @Test
  void theTokenComesFromAFileOrTheEnvironment(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Map<String, String> environment = Map.of(TelegramSettings.TOKEN, "7:other");
    assertThat(parse("--telegram-token-file", file.toString()).options(environment).token())
        .isEqualTo(TOKEN);
    BotOptions options = parse().options(environment);
    assertThat(options.token()).isEqualTo("7:other");
    assertThat(options.api()).isEqualTo(BotOptions.DEFAULT_API);
    assertThat(options.webhook()).isEmpty();
  }

  @Test
  void whatIsMissingOrWrongIsSaidWithoutTheSecret(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> parse().options(Map.of()))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("TEMPERA_TELEGRAM_TOKEN", "--telegram-token-file", "@BotFather");
    assertThatThrownBy(
            () ->
                parse("--telegram-token-file", folder.resolve("none").toString()).options(Map.of()))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("none");
    Path file = Files.writeString(folder.resolve("token"), "my secret");
    assertThatThrownBy(() -> parse("--telegram-token-file", file.toString()).options(Map.of()))
        .isInstanceOf(TemperaException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void aWebhookNeedsAnAddress() {
    TelegramSettings settings =
        parse("--telegram-webhook", "https://example.org/t", "--telegram-webhook-port", "9000");
    BotOptions options = settings.options(Map.of(TelegramSettings.TOKEN, TOKEN));
    assertThat(options.webhook().orElseThrow().port()).isEqualTo(9000);
    assertThat(options.webhook().orElseThrow().host()).isEqualTo("127.0.0.1");
  }
}
