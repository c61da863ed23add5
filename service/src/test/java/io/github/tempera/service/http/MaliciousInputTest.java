package io.github.tempera.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What nobody should send, and what comes back. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class MaliciousInputTest {
  private static final String PATH = "/api/v1/stylizations";
  private static final byte[] CONTENT = Pictures.boxes(48, 48, 1);
  private static final byte[] STYLE = Pictures.boxes(48, 48, 2);
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final int BODY_BYTES = 2_000_000;

  @TempDir static Path folder;
  private static Api api;

  @BeforeAll
  static void start() {
    HttpLimits limits =
        HttpLimits.DEFAULTS
            .withBodyBytes(BODY_BYTES)
            .withUploads(10, 3, Duration.ofSeconds(2))
            .withUsualWait(Duration.ofSeconds(60));
    api = new Api(Api.in(folder), HttpOptions.DEFAULTS.withLimits(limits));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static Multipart form(byte[] content) {
    return new Multipart().file("content", content).file("style", STYLE);
  }

  private static void servesOthers() {
    api.post(PATH, form(CONTENT)).is(200);
  }

  @Test
  void aPictureThatDeclaresAHugeSizeIsRefusedBeforeItIsUnpacked() throws IOException {
    byte[] png = png(60_000, 60_000, chunk("IDAT", deflate(1000)));
    byte[] gif =
        "GIF89a\u00ff\u00ff\u00ff\u00ff\0\0\0,\0\0\0\0\u00ff\u00ff\u00ff\u00ff\0\2\0;"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] bmp = Arrays.copyOf("BM".getBytes(StandardCharsets.ISO_8859_1), 60);
    bmp[10] = 54;
    bmp[14] = 40;
    // 9,000 x 9,000, and as many bytes in the file as that needs: else it would count as damaged.
    Arrays.fill(bmp, 2, 5, (byte) 0xff);
    bmp[5] = 0x7f;
    bmp[18] = bmp[22] = 0x28;
    bmp[19] = bmp[23] = 0x23;
    bmp[26] = 1;
    bmp[28] = 24;
    for (byte[] bomb : List.of(png, gif, bmp)) {
      api.post(PATH, form(bomb)).problem(422, "bad-value", "The content", "more than the limit");
      api.post(PATH, form(CONTENT).file("style", bomb)).problem(422, "bad-value", "Style 2");
      api.post(PATH, form(CONTENT).file("mask", bomb)).problem(422, "bad-value", "Mask 1");
      api.post("/api/v1/previews", form(bomb)).problem(422, "bad-value", "The content");
    }
    servesOthers();
  }

  @Test
  void whatAPictureHidesPackedIsNotUnpacked() throws IOException {
    byte[] nothing = deflate(100_000_000);
    byte[] text =
        chunk("zTXt", concat("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1), nothing));
    byte[] profile = chunk("iCCP", concat("p\0\0".getBytes(StandardCharsets.ISO_8859_1), nothing));
    byte[] rows = chunk("IDAT", deflate(48 * (1 + 3 * 48)));
    byte[] longRows = chunk("IDAT", nothing);
    api.post(PATH, form(png(48, 48, text, rows))).is(200);
    assertThat(api.post(PATH, form(png(48, 48, profile, rows))).status()).isIn(200, 422);
    assertThat(api.post(PATH, form(png(48, 48, longRows))).status()).isIn(200, 422);
    servesOthers();
  }

  @Test
  void aPackedBodyIsNotUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(form(CONTENT).bytes());
    }
    api.send(
            "POST",
            PATH,
            BodyPublishers.ofByteArray(packed.toByteArray()),
            "Content-Type",
            form(CONTENT).contentType(),
            "Content-Encoding",
            "gzip")
        .problem(415, "wrong-type", "Content-Encoding");
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("content.png"));
      out.write(new byte[10_000_000]);
    }
    List<byte[]> files = new ArrayList<>(List.of(zip.toByteArray()));
    for (String text :
        List.of(
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><svg>&e;</svg>",
            "%PDF-1.7",
            "\u007fELF",
            "push graphic-context\nimage over 0,0 0,0 'https://example.org/'",
            "\0\0\0\u0018ftypheic")) {
      files.add(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    for (byte[] file : files) {
      api.post(PATH, form(file)).problem(415, "no-picture", "The content");
      api.post(PATH, form(CONTENT).file("style", file)).problem(415, "no-picture", "Style 2");
    }
    api.post(PATH, form(new byte[0])).problem(422, "bad-value");
  }

  @Test
  void namesOfFilesLeadNowhere() {
    for (String name :
        List.of("../../../../etc/passwd", "/etc/passwd", "C:\\\\windows\\\\x", "a\0b.png", "")) {
      Multipart form = new Multipart().file("content", name, CONTENT).file("style", name, STYLE);
      int status = api.post(PATH, form).status();
      assertThat(status).isIn(200, 400, 422);
    }
    servesOthers();
  }

  @Test
  void idsLeadNowhere() throws IOException {
    for (String trick :
        List.of(
            "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/", "..;/", "%00")) {
      for (String path :
          List.of("/api/v1/styles/", "/api/v1/jobs/", "/api/v1/previews/", "/web/")) {
        String answer =
            raw(
                "GET "
                    + path
                    + trick
                    + "/picture HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer)
            .as(path + trick)
            .matches("(?s)HTTP/1.1 (400|404) .*")
            .contains("problem+json");
        assertThat(answer).doesNotContain("root:");
      }
    }
    api.post(PATH, form(CONTENT).text("style", "../../../../etc/passwd"))
        .problem(422, "bad-value", "no preset");
    api.post(PATH, form(CONTENT).text("model", "../../../../etc/passwd"))
        .problem(422, "bad-value", "model");
  }

  @Test
  void scriptIsNeverGivenBack() {
    List<Api.Answer> answers = new ArrayList<>();
    String encoded = URLEncoder.encode(SCRIPT, StandardCharsets.UTF_8);
    answers.add(
        api.post(
            PATH,
            new Multipart().file("content", SCRIPT + ".png", new byte[] {1}).file("style", STYLE)));
    answers.add(api.post(PATH, form(CONTENT).text("style", SCRIPT)));
    answers.add(api.post(PATH, form(CONTENT).text("model", SCRIPT)));
    answers.add(api.post(PATH, form(CONTENT).text("alpha", SCRIPT)));
    answers.add(api.post(PATH, form(CONTENT).text(SCRIPT, "x")));
    answers.add(api.post(PATH, form(CONTENT).text("format", SCRIPT)));
    answers.add(api.get("/api/v1/jobs/" + encoded.replace("%2F", "")));
    answers.add(api.get("/api/v1/styles/" + encoded.replace("%2F", "") + "/picture"));
    answers.add(api.get("/" + encoded.replace("%2F", "")));
    for (Api.Answer answer : answers) {
      assertThat(answer.status()).isBetween(400, 499);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.text()).doesNotContain("<script");
    }
  }

  @Test
  void hugeHeadersAreRefused() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\nHost: x\r\nX-Huge: " + "a".repeat(100_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("urn:tempera:problem:too-large");
    answer = raw("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 414 ").contains("urn:tempera:problem:too-large");
    answer = raw("NONSENSE\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("urn:tempera:problem:bad-request");
    servesOthers();
  }

  @Test
  void hugeBodiesAreRefused() {
    byte[] huge = new byte[BODY_BYTES + 1];
    Multipart form = form(huge);
    api.post(PATH, form).problem(413, "too-large", String.valueOf(BODY_BYTES));
    // One that does not say how long it is.
    byte[] bytes = form.bytes();
    api.send(
            "POST",
            PATH,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
            "Content-Type",
            form.contentType())
        .problem(413, "too-large");
    servesOthers();
  }

  @Test
  void formsOfManyPartsAreRefused() {
    Multipart form = form(CONTENT);
    for (int i = 0; i < 200; i++) {
      form.text("weight", "1");
    }
    api.post(PATH, form).problem(400, "bad-form");
    byte[] cut = Arrays.copyOf(form(CONTENT).bytes(), 300);
    api.send("POST", PATH, BodyPublishers.ofByteArray(cut), "Content-Type", form.contentType())
        .problem(400, "bad-form");
  }

  @Test
  void slowClientsAreCutOffWhileOthersAreServed() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      slow.add(slowly());
    }
    // The three are all that one client may send at once; whoever sends nothing is not held up.
    api.get("/api/v1/styles").is(200);
    Thread.sleep(500);
    api.post(PATH, form(CONTENT)).problem(429, "too-many-uploads", "3 bodies");
    api.get("/healthz").is(200);

    for (Socket socket : slow) {
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("urn:tempera:problem:too-slow");
      socket.close();
    }
    servesOthers();
  }

  @Test
  void aClientThatStallsIsCutOff() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.getOutputStream().write(head().getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write('-');
      socket.getOutputStream().flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("urn:tempera:problem:too-slow");
    }
  }

  private static String head() {
    return "POST "
        + PATH
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        + "Content-Length: 100000\r\n\r\n";
  }

  /** A client that sends a byte now and then, for as long as it may. */
  private static Socket slowly() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
    OutputStream out = socket.getOutputStream();
    out.write(head().getBytes(StandardCharsets.US_ASCII));
    out.flush();
    Thread trickle =
        new Thread(
            () -> {
              try {
                while (true) {
                  out.write('-');
                  out.flush();
                  Thread.sleep(100);
                }
              } catch (IOException | InterruptedException cutOff) {
                return;
              }
            });
    trickle.setDaemon(true);
    trickle.start();
    return socket;
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      try {
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      } catch (IOException closedEarly) {
        // It need not read all of it.
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (IOException reset) {
        // What came before counts.
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private static byte[] deflate(int zeros) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 16];
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      for (int left = zeros; left > 0; left -= piece.length) {
        out.write(piece, 0, Math.min(left, piece.length));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] png(int width, int height, byte[]... chunks) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {8, 2, 0, 0, 0});
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    png.writeBytes(chunk("IHDR", header.toByteArray()));
    for (byte[] chunk : chunks) {
      png.writeBytes(chunk);
    }
    png.writeBytes(chunk("IEND", new byte[0]));
    return png.toByteArray();
  }

  private static byte[] chunk(String type, byte[] content) throws IOException {
    byte[] named = concat(type.getBytes(StandardCharsets.US_ASCII), content);
    CRC32 crc = new CRC32();
    crc.update(named);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(chunk);
    out.writeInt(content.length);
    out.write(named);
    out.writeInt((int) crc.getValue());
    return chunk.toByteArray();
  }
}
