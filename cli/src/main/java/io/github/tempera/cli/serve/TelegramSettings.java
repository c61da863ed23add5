package io.github.tempera.cli.serve;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.service.telegram.BotOptions;
import io.github.tempera.service.telegram.WebhookOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How the Telegram bot runs. Its token is no option: others could read it from the command line.
 */
final class TelegramSettings {
  static final String TOKEN = "TEMPERA_TELEGRAM_TOKEN";

  @Option(
      names = "--telegram-token-file",
      paramLabel = "FILE",
      description = "File that holds the bot's token, instead of TEMPERA_TELEGRAM_TOKEN.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--telegram-api",
      paramLabel = "URL",
      description = "Bot API server (default: ${DEFAULT-VALUE}).")
  private String api = BotOptions.DEFAULT_API;

  @Option(
      names = "--telegram-photo-size",
      paramLabel = "N",
      description =
          "Short side in pixels that photos are painted at, unless full resolution is asked for"
              + " (default: ${DEFAULT-VALUE}).")
  private int photoSize = BotOptions.DEFAULT_PHOTO_SIZE;

  @Option(
      names = "--telegram-webhook",
      paramLabel = "URL",
      description =
          "Has Telegram bring updates to this HTTPS address, behind which a reverse proxy leads to"
              + " the webhook's host and port (default: updates are fetched).")
  private @Nullable String webhook;

  @Option(
      names = "--telegram-webhook-host",
      paramLabel = "ADDRESS",
      description = "Address to listen on for the webhook (default: ${DEFAULT-VALUE}).")
  private String webhookHost = "127.0.0.1";

  @Option(
      names = "--telegram-webhook-port",
      paramLabel = "N",
      description = "Port to listen on for the webhook (default: ${DEFAULT-VALUE}).")
  private int webhookPort = 8443;

  /** The choices made, with the token of the file or else of the environment. */
  BotOptions options(Map<String, String> environment) {
    BotOptions base = BotOptions.of(token(environment));
    BotOptions options = base.withApi(api, base.limits()).withPhotoSize(photoSize);
    return webhook == null
        ? options
        : options.withWebhook(new WebhookOptions(webhook, webhookHost, webhookPort));
  }

  private String token(Map<String, String> environment) {
    if (tokenFile != null) {
      try {
        return Files.readString(tokenFile).strip();
      } catch (IOException e) {
        throw FileErrors.unreadable(tokenFile, "Cannot read the bot's token in " + tokenFile, e);
      }
    }
    String token = environment.getOrDefault(TOKEN, "").strip();
    if (token.isEmpty()) {
      throw new TemperaException(
          "The bot's token is missing: set %s, or name a file that holds it with".formatted(TOKEN)
              + " --telegram-token-file. @BotFather in Telegram gives you one.");
    }
    return token;
  }
}
