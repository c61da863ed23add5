package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tempera serve} as a process. */
@Timeout(300)
class ServeIT {
  private static final String SECRET = "sesame-sesame-sesame";

  @TempDir private Path folder = Path.of("");

  @Test
  void servesUntilItIsToldToEndAndTellsNoSecret() throws Exception {
    Workplace workplace = new Workplace(folder);
    workplace.picture("photo.png", 120, 90, 1);
    workplace.picture("styles/my-boxes.png", 64, 64, 2);
    Files.write(
        folder.resolve("tempera.conf"),
        List.of("# For all.", "port = 1", "database = data/t.db", "style-folder = styles"));
    Map<String, String> environment =
        Map.of("TEMPERA_TOKENS", SECRET, "TEMPERA_THREADS", "1", "TEMPERA_CONFIG", "tempera.conf");
    try (Served served = new Served(workplace, environment, "serve", "--port", "0")) {
      assertThat(served.get("healthz").body()).contains("up");
      assertThat(served.get("readyz").body()).contains("ready");
      assertThat(served.get("").body()).contains("<title>Tempera</title>");
      assertThat(served.get("api/v1/styles").statusCode()).isEqualTo(401);
      HttpResponse<byte[]> painted =
          served.stylize(
              folder.resolve("photo.png"),
              "my-boxes",
              "Authorization",
              "Bearer " + SECRET,
              "Prefer",
              "wait=60");
      assertThat(painted.statusCode())
          .as(new String(painted.body(), StandardCharsets.ISO_8859_1))
          .isEqualTo(200);
      assertThat(ImageIO.read(new ByteArrayInputStream(painted.body())).getWidth()).isEqualTo(120);

      new Workplace(Files.createDirectory(folder.resolve("other")))
          .tempera("serve", "--port", String.valueOf(served.port()), "--workers", "0")
          .refused(2, "Cannot listen at 127.0.0.1 port " + served.port(), "choose another");

      Workplace.Result ended = served.terminate();

      assertThat(ended.exit()).as("what shells make of SIGTERM").isEqualTo(143);
      assertThat(ended.out()).contains("Ending:").doesNotContain(SECRET);
      assertThat(ended.err()).isEmpty();
      assertThat(workplace.files()).containsKey("data/t.db").doesNotContainKey("tempera.db");
      assertThat(workplace.files().keySet()).noneMatch(name -> name.endsWith("-wal"));
    }
  }
}
