package io.github.tempera.service.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import io.github.tempera.service.telegram.show.Packing;
import org.junit.jupiter.api.Test;

/** What can be set, and what is refused. */
class BotOptionsTest {
  private static final BotOptions OPTIONS = BotOptions.of(FakeTelegram.TOKEN);

  @Test
  void theTokenIsNeverShown() {
    assertThat(OPTIONS.toString()).contains("bot=123456").doesNotContain("AAtest");
    assertThatThrownBy(() -> BotOptions.of("no token, but secret"))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("@BotFather")
        .hasMessageNotContaining("secret");
  }

  @Test
  void addressesAndSizesAreChecked() {
    assertThatThrownBy(() -> OPTIONS.withApi("ftp://x", TelegramLimits.DEFAULTS))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("ftp://x");
    assertThatThrownBy(() -> OPTIONS.withPhotoSize(10)).isInstanceOf(TemperaException.class);
    assertThatThrownBy(() -> new WebhookOptions("example.org", "localhost", 1))
        .isInstanceOf(TemperaException.class)
        .hasMessageContaining("https://");
  }

  @Test
  void telegramsOwnServerTakesWhatItSaysItTakes() {
    assertThat(TelegramLimits.DEFAULTS.packing())
        .isEqualTo(new Packing(10_000_000, 50_000_000, 10_000, 20));
  }
}
