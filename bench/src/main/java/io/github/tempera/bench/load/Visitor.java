package io.github.tempera.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One client of the service, by the address that a reverse proxy would tell. */
final class Visitor {
  private static final String BOUNDARY = "tempera-load";

  private final HttpClient http;
  private final URI url;
  private final String address;
  private final byte[] form;

  /** What the service answered, and when. */
  record Answer(int status, double seconds, Optional<String> retryAfter, Optional<String> job) {}

  Visitor(HttpClient http, URI url, int number, byte[] content, String style) {
    this.http = http;
    this.url = url;
    this.address = "10.0.%d.%d".formatted(number / 250, 1 + number % 250);
    this.form = form(content, style);
  }

  private static byte[] form(byte[] content, String style) {
    String field = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=";
    String text =
        field
            + "\"style\"\r\n\r\n"
            + style
            + "\r\n"
            + field
            + "\"content\"; filename=\"photograph.jpg\"\r\n\r\n"
            + new String(content, StandardCharsets.ISO_8859_1)
            + "\r\n--"
            + BOUNDARY
            + "--\r\n";
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Asks for a painting. */
  Answer stylize(String prefer) throws IOException, InterruptedException {
    HttpRequest request =
        request("api/v1/stylizations")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .header("Prefer", prefer)
            .POST(BodyPublishers.ofByteArray(form))
            .build();
    long start = System.nanoTime();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    return new Answer(
        response.statusCode(),
        (System.nanoTime() - start) / 1e9,
        response.headers().firstValue("Retry-After"),
        response.headers().firstValue("Job-Id"));
  }

  /** How it stands with a job: the JSON that the service has. */
  String job(String id) throws IOException, InterruptedException {
    HttpRequest request = request("api/v1/jobs/" + id).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path)).header("X-Forwarded-For", address);
  }
}
