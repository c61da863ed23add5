package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tempera serve} as a process. */
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class ServeIT {
  @TempDir Path folder;
  private Workplace workplace;

  @BeforeEach
  void open() {
    workplace = new Workplace(folder);
  }

  @Test
  void servesUntilItIsToldToEnd() throws Exception {
    Process process =
        workplace.start(
            workplace.java("serve", "--port", "0", "--threads", "1", "--database", "tempera.db"));
    try {
      URI url = url(process);
      HttpClient client = HttpClient.newHttpClient();
      assertThat(get(client, url.resolve("readyz"))).contains("ready");
      assertThat(get(client, url)).contains("<title>Tempera</title>");
      workplace.picture("photo.png", 120, 90, 1);
      byte[] photo = Files.readAllBytes(workplace.path("photo.png"));
      HttpRequest request =
          HttpRequest.newBuilder(url.resolve("api/v1/stylizations"))
              .header("Content-Type", "multipart/form-data; boundary=b")
              .header("Prefer", "wait=60")
              .POST(HttpRequest.BodyPublishers.ofByteArray(form(photo)))
              .build();
      assertThat(client.send(request, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(200);

      process.destroy();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(workplace.result(process).out()).contains("Ending:");
      assertThat(workplace.result(process).err()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void badOptionsAreSentencesAndNothingIsMade() throws IOException {
    workplace.tempera("serve", "--port", "99999").refused(2, "The port must be 0 to 65535");
    workplace.tempera("serve", "--tokens", "short").refused(2, "An API token must be");
    workplace.tempera("serve", "--max-pixels", "0").refused(2, "pixels");
    workplace.tempera("serve", "--config", "nothing").refused(2, "Cannot read the configuration");
    assertThat(workplace.files()).isEmpty();
  }

  private URI url(Process process) throws Exception {
    Pattern said = Pattern.compile("serves at (http://127\\.0\\.0\\.1:\\d+/)");
    while (true) {
      Matcher matcher = said.matcher(Files.readString(workplace.path(".output")));
      if (matcher.find()) {
        return URI.create(matcher.group(1));
      }
      assertThat(process.isAlive()).as(Files.readString(workplace.path(".output.err"))).isTrue();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static String get(HttpClient client, URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private static byte[] form(byte[] photo) {
    String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"x\"\r\n\r\n";
    StringBuilder form = new StringBuilder();
    String picture = new String(photo, StandardCharsets.ISO_8859_1);
    for (String name : new String[] {"content", "style"}) {
      form.append(part.formatted(name)).append(picture).append("\r\n");
    }
    return form.append("--b--\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
