package io.github.tempera.cli.serve;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.service.http.HttpAccess;
import io.github.tempera.service.http.HttpLimits;
import io.github.tempera.service.http.HttpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and for whom the HTTP API and the web page are served. */
final class HttpSettings {
  private static final HttpOptions DEFAULTS = HttpOptions.DEFAULTS;
  private static final HttpLimits LIMITS = HttpLimits.DEFAULTS;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0 for all).")
  private String host = DEFAULTS.host();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port = DEFAULTS.port();

  @Option(
      names = "--tokens",
      split = ",",
      paramLabel = "TOKEN",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description =
          "Tokens one of which the API then asks for (default: none). Others on this machine can"
              + " see a command's options: prefer TEMPERA_TOKENS, or --token-file.")
  private List<String> tokens = List.of();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with such tokens, one a line.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--allow-origin",
      split = ",",
      paramLabel = "ORIGIN",
      description =
          "Other sites whose pages may call the API, such as https://example.org, or * for all"
              + " (default: none).")
  private List<String> origins = List.of();

  @Option(
      names = "--trusted-proxy",
      split = ",",
      paramLabel = "ADDRESS",
      description =
          "Addresses or networks, such as 10.0.0.0/8, of reverse proxies whose X-Forwarded-For"
              + " and X-Forwarded-Host are believed (default: none).")
  private List<String> proxies = List.of();

  @Option(
      names = "--max-body",
      paramLabel = "BYTES",
      description = "The most bytes of one request (default: ${DEFAULT-VALUE}).")
  private int maxBody = LIMITS.bodyBytes();

  @Option(
      names = "--styles-per-picture",
      paramLabel = "N",
      description = "The most styles of one picture (default: ${DEFAULT-VALUE}).")
  private int styles = LIMITS.styles();

  @Option(
      names = "--uploads",
      paramLabel = "N",
      description = "Requests with pictures received at once (default: ${DEFAULT-VALUE}).")
  private int uploads = LIMITS.uploads();

  @Option(
      names = "--uploads-per-client",
      paramLabel = "N",
      description = "How many of them from one client (default: ${DEFAULT-VALUE}).")
  private int uploadsPerClient = LIMITS.uploadsPerClient();

  @Option(
      names = "--upload-time",
      paramLabel = "SECONDS",
      description = "How long one may take to arrive (default: ${DEFAULT-VALUE}).")
  private long uploadTime = LIMITS.uploadTime().toSeconds();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "How long a picture is waited for before a job is answered, where the client does not say"
              + " (default: ${DEFAULT-VALUE}).")
  private long usualWait = LIMITS.usualWait().toSeconds();

  @Option(
      names = "--longest-wait",
      paramLabel = "SECONDS",
      description = "How long a client may ask to wait (default: ${DEFAULT-VALUE}).")
  private long longestWait = LIMITS.longestWait().toSeconds();

  @Option(
      names = "--previews",
      paramLabel = "N",
      description = "Previews held for live blending (default: ${DEFAULT-VALUE}).")
  private int previews = LIMITS.previews();

  @Option(
      names = "--previews-per-client",
      paramLabel = "N",
      description = "How many of them for one client (default: ${DEFAULT-VALUE}).")
  private int previewsPerClient = LIMITS.previewsPerClient();

  @Option(
      names = "--preview-size",
      paramLabel = "N",
      description = "The most pixels along a preview's short side (default: ${DEFAULT-VALUE}).")
  private int previewSize = LIMITS.previewSize();

  @Option(
      names = "--preview-idle",
      paramLabel = "SECONDS",
      description = "How long an unused preview is held (default: ${DEFAULT-VALUE}).")
  private long previewIdle = LIMITS.previewIdle().toSeconds();

  @Option(
      names = "--event-streams",
      paramLabel = "N",
      description = "Streams of events open at once (default: ${DEFAULT-VALUE}).")
  private int eventStreams = LIMITS.eventStreams();

  @Option(
      names = "--event-streams-per-client",
      paramLabel = "N",
      description = "How many of them of one client (default: ${DEFAULT-VALUE}).")
  private int eventStreamsPerClient = LIMITS.eventStreamsPerClient();

  /** The choices made. */
  HttpOptions options(Duration shutdown) {
    HttpLimits limits =
        new HttpLimits(
            maxBody,
            styles,
            uploads,
            uploadsPerClient,
            Duration.ofSeconds(uploadTime),
            Duration.ofSeconds(usualWait),
            Duration.ofSeconds(longestWait),
            previews,
            previewsPerClient,
            previewSize,
            Duration.ofSeconds(previewIdle),
            eventStreams,
            eventStreamsPerClient);
    return DEFAULTS
        .withAddress(host, port)
        .withAccess(new HttpAccess(allTokens(), origins, proxies))
        .withLimits(limits)
        .withShutdown(shutdown);
  }

  private List<String> allTokens() {
    List<String> all = new ArrayList<>(tokens);
    if (tokenFile != null) {
      try {
        Files.readAllLines(tokenFile).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .forEach(all::add);
      } catch (IOException e) {
        throw FileErrors.unreadable(tokenFile, "Cannot read the tokens in " + tokenFile, e);
      }
      if (all.isEmpty()) {
        // An empty file must not open the door.
        throw new TemperaException(
            "There is no token in %s: write one a line.".formatted(tokenFile));
      }
    }
    return all;
  }
}
