package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tempera serve} as a process of its own, and someone who asks it for things. */
final class Served implements AutoCloseable {
  private static final Pattern SAID =
      Pattern.compile("Tempera serves at (http://127\\.0\\.0\\.1:\\d+/)");

  private final Workplace workplace;
  private final Process process;
  private final URI url;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Starts on a free port. */
  Served(Workplace workplace, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    this.workplace = workplace;
    process = workplace.start(workplace.java(arguments), environment);
    url = awaitUrl();
  }

  private URI awaitUrl() throws IOException, InterruptedException {
    while (true) {
      Matcher matcher = SAID.matcher(Files.readString(workplace.path(".output")));
      if (matcher.find()) {
        return URI.create(matcher.group(1));
      }
      assertThat(process.isAlive()).as(Files.readString(workplace.path(".output.err"))).isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  int port() {
    return url.getPort();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(json));
    return client.send(
        request.header("Content-Type", "application/json").build(), BodyHandlers.ofString());
  }

  /** Has a picture painted in the manner of a preset style. */
  HttpResponse<byte[]> stylize(Path content, String style, String... headers)
      throws IOException, InterruptedException {
    String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
    String picture = new String(Files.readAllBytes(content), StandardCharsets.ISO_8859_1);
    String form =
        part.formatted("style", style)
            + part.replace("name=\"%s\"", "name=\"%s\"; filename=\"x\"")
                .formatted("content", picture)
            + "--b--\r\n";
    HttpRequest.Builder request =
        request("api/v1/stylizations")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofByteArray(form.getBytes(StandardCharsets.ISO_8859_1)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path));
  }

  /** Tells it to end, as systemd does. */
  Workplace.Result terminate() throws IOException, InterruptedException {
    process.destroy();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return workplace.result(process);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
