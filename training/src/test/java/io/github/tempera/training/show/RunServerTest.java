package io.github.tempera.training.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tempera.TemperaException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunServerTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void showsTheFolderAndNothingElse() throws IOException, InterruptedException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(run.resolve("checkpoint.safetensors"), "large");
    RunPage.write(run, "<b>a & b", true, Map.of("state", "running"), List.of("note <1>"));
    try (RunServer server = new RunServer(run, 0)) {
      HttpResponse<String> page = get(server.address(), "GET");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
      assertThat(page.body())
          .contains("http-equiv=\"refresh\"", "&lt;b&gt;a &amp; b", "running", "note &lt;1&gt;")
          .doesNotContain("<b>", "<img");
      for (String path :
          List.of("nothing.html", "checkpoint.safetensors", "%2e%2e/secret.txt", "/etc/passwd")) {
        assertThat(get(URI.create(server.address() + path), "GET").statusCode())
            .as(path)
            .isEqualTo(404);
      }
      assertThat(get(server.address(), "POST").statusCode()).isEqualTo(405);
      assertThatThrownBy(() -> new RunServer(run, server.address().getPort()))
          .isInstanceOf(TemperaException.class)
          .hasMessageContaining("Choose another port");
    }
  }

  private static HttpResponse<String> get(URI address, String method)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
