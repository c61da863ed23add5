package io.github.tempera.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.Progress;
import io.github.tempera.Shared;
import io.github.tempera.TemperaException;
import io.github.tempera.internal.format.TensorFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fetching over a real connection that breaks off, stalls, lies and ends with the process. */
@Timeout(60)
class FetchTest {
  private static final byte[] CONTENT = new byte[300_000];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @TempDir Path folder = Path.of("");
  private final FlakyServer server;

  FetchTest() throws IOException {
    server = new FlakyServer();
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @BeforeEach
  void noProxy() {
    System.setProperty("http.nonProxyHosts", "localhost|127.*|[::1]");
  }

  private static Progress quiet(String file) {
    return Progress.NONE;
  }

  @Test
  void aFileComesWithProgress() throws IOException {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    URI uri = server.serve("/file.pth", CONTENT);
    Path file =
        new Download(
                uri, folder, quick(uri), name -> (done, total) -> heard.add(name + done + total))
            .run();
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(heard).last().isEqualTo("file.pth300000300000");
    assertThat(folder.toFile().list()).containsExactly(file.getFileName().toString());
  }

  @Test
  void whatBrokeOffIsTakenUp() throws IOException {
    URI uri =
        server.serve(
            "/f", CONTENT, FlakyServer.breakAfter(100_000), FlakyServer.breakAfter(50_000));
    assertThat(download(uri)).hasBinaryContent(CONTENT);
    assertThat(server.requests).hasSize(3);
    assertThat(server.requests.get(1)).startsWith("/f bytes=");
  }

  @Test
  void aLaterCallTakesUpWhatBrokeOff() throws IOException {
    FlakyServer.Behaviour broken = FlakyServer.breakAfter(100_000);
    URI uri = server.serve("/f", CONTENT, broken);
    FetchOptions once = options(uri, uri, 1);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> new Download(uri, folder, once, FetchTest::quiet).run())
        .withMessageContaining(uri.toString())
        .withMessageContaining("tempera models import");
    assertThat(new Download(uri, folder, once, FetchTest::quiet).run()).hasBinaryContent(CONTENT);
    assertThat(server.requests).hasSize(2).last().asString().startsWith("/f bytes=");
  }

  @Test
  void aServerWithoutRangesIsAskedForAll() throws IOException {
    server.knowsRanges = false;
    URI uri = server.serve("/f", CONTENT, FlakyServer.breakAfter(100_000));
    assertThat(download(uri)).hasBinaryContent(CONTENT);
  }

  @Test
  void aServerThatTellsNoVersionIsAskedForAll() throws IOException {
    server.etag = "";
    URI uri = server.serve("/f", CONTENT, FlakyServer.breakAfter(100_000));
    assertThat(download(uri)).hasBinaryContent(CONTENT);
    assertThat(server.requests).containsExactly("/f", "/f");
  }

  @Test
  void twoVersionsAreNeverJoined() throws IOException {
    byte[] old = new byte[CONTENT.length];
    URI uri =
        server.serve(
            "/f",
            CONTENT,
            (flaky, exchange, content) -> {
              exchange.getResponseHeaders().set("ETag", "\"older\"");
              exchange.sendResponseHeaders(200, old.length);
              exchange.getResponseBody().write(old, 0, 100_000);
            },
            // Ignores If-Range and goes on with the new version.
            (flaky, exchange, content) -> {
              exchange.getResponseHeaders().set("ETag", "\"one\"");
              String asked = exchange.getRequestHeaders().getFirst("Range");
              int start = Integer.parseInt(asked.replaceAll("\\D", ""));
              exchange
                  .getResponseHeaders()
                  .set("Content-Range", "bytes " + start + "-299999/300000");
              exchange.sendResponseHeaders(206, content.length - start);
              exchange.getResponseBody().write(content, start, content.length - start);
            });
    assertThat(download(uri)).hasBinaryContent(CONTENT);
    assertThat(server.requests).hasSize(3).last().isEqualTo("/f");
  }

  @Test
  void aRangeThatCannotBeServedStartsAnew() throws IOException {
    URI uri = server.serve("/f", CONTENT, FlakyServer.breakAfter(100_000), FlakyServer.status(416));
    assertThat(download(uri)).hasBinaryContent(CONTENT);
    assertThat(server.requests).hasSize(3).last().isEqualTo("/f");
  }

  /** The process ended between the last byte and the renaming. */
  @Test
  void aCompletePartIsRecognised() throws IOException {
    URI uri = server.serve("/f", CONTENT);
    Path file = download(uri);
    String base = file.toString().replace(".pth", "");
    Files.move(file, Path.of(base + ".part"));
    Files.writeString(Path.of(base + ".version"), "\"one\"");
    assertThat(download(uri)).hasBinaryContent(CONTENT);
    assertThat(server.requests).containsExactly("/f", "/f bytes=300000-");
  }

  @Test
  void redirectsAreFollowed() throws IOException {
    server.serve("/there", CONTENT, FlakyServer.breakAfter(100_000));
    URI uri =
        server.serve(
            "/here", new byte[0], FlakyServer.redirect("/there"), FlakyServer.redirect("/there"));
    assertThat(download(uri)).hasBinaryContent(CONTENT);
    assertThat(server.requests.get(3)).startsWith("/there bytes=");
  }

  @Test
  void aSilentServerIsGivenUpAndAskedAgain() throws IOException {
    URI uri = server.serve("/f", CONTENT, FlakyServer.stallAfter(1000));
    assertThat(download(uri)).hasBinaryContent(CONTENT);
  }

  @Test
  void aServerInTroubleIsAskedAgain() throws IOException {
    URI uri = server.serve("/f", CONTENT, FlakyServer.status(503), FlakyServer.status(429));
    assertThat(download(uri)).hasBinaryContent(CONTENT);
  }

  @Test
  void aMissingFileIsNotAskedForAgain() {
    URI uri = server.serve("/f", CONTENT, FlakyServer.status(404));
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> download(uri))
        .withMessageContaining("Cannot download " + uri + ": the server answered 404");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void noServerIsASentence() {
    URI uri = server.serve("/f", CONTENT);
    server.close();
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> download(uri))
        .withMessageContaining("Cannot download " + uri)
        .withMessageContaining("3 attempts");
  }

  @Test
  void aBlockedFolderIsASentence() throws IOException {
    URI uri = server.serve("/f", CONTENT);
    Path blocked = Files.createFile(folder.resolve("file"));
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> new Download(uri, blocked, quick(uri), FetchTest::quiet).run())
        .withMessageContaining("Cannot store the download");
  }

  @Test
  void theEncoderIsFetchedOnce() throws IOException {
    FetchOptions options = reference();
    ModelStore store = ModelStore.at(folder);
    ModelCard card = store.fetch("vgg19", options, FetchTest::quiet);

    assertThat(card.provenance().get("verified")).startsWith("yes");
    assertThat(card.provenance().get("source")).contains(options.encoder().toString());
    assertThat(store.load("vgg19").card()).isEqualTo(card);
    assertThat(store.fetch("vgg19", options, FetchTest::quiet)).isEqualTo(card);
    assertThat(server.requests).containsExactly("/vgg_normalised.pth");
    store.fetch("vgg19", options.withReplace(true), FetchTest::quiet);
    assertThat(server.requests).hasSize(2);
    assertThat(folder.resolve("downloads").toFile().list()).containsExactly("lock");
  }

  @Test
  void thePapersDecoderIsFetchedToTheEncoderThatIsHere() throws IOException {
    FetchOptions options = reference();
    ModelStore store = ModelStore.at(folder);
    store.fetch("vgg19", options, FetchTest::quiet);
    ModelCard card = store.fetch("vgg19-paper", options, FetchTest::quiet);

    assertThat(server.requests).containsExactly("/vgg_normalised.pth", "/decoder.pth");
    assertThat(card.provenance().get("verified")).startsWith("yes: every tensor is");
    assertThat(card.provenance().get("source"))
        .isEqualTo("fetched from %s and %s".formatted(options.encoder(), options.decoder()));
    assertThat(store.load("vgg19-paper").encoderFingerprint())
        .isEqualTo(store.load("vgg19").encoderFingerprint());
    assertThat(folder.resolve("downloads").toFile().list()).containsExactly("lock");
  }

  @Test
  void thePapersDecoderBringsItsEncoder() throws IOException {
    ModelStore store = ModelStore.at(folder);
    store.fetch("vgg19-paper", reference(), FetchTest::quiet);
    assertThat(server.requests).containsExactly("/vgg_normalised.pth", "/decoder.pth");
    assertThat(store.list()).extracting(ModelStore.Listing::name).contains("vgg19-paper");
  }

  @Test
  void anotherModelOfThatNameIsNeitherTakenForItNorReplacedUnasked() throws IOException {
    FetchOptions options = reference();
    ModelStore store = ModelStore.at(folder);
    store.importModel(
        "vgg19",
        Shared.file("reference/vgg_normalised.pth"),
        Shared.file("reference/decoder.pth"),
        false);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> store.fetch("vgg19", options, FetchTest::quiet))
        .withMessageContaining(
            "of the network vgg19, where the one to fetch is of vgg19-modulated");
    assertThat(server.requests).isEmpty();
    assertThat(store.fetch("vgg19", options.withReplace(true), FetchTest::quiet).network())
        .isEqualTo(Architecture.VGG19_MODULATED);
  }

  @Test
  void anEncoderThatIsNotThePublishedOneIsNotUsedForThePapersModel() throws IOException {
    ModelStore store = ModelStore.at(folder);
    ModelCard card = store.importEncoder("vgg19", changedEncoder(), false);
    assertThat(card.description()).contains("may look wrong");
    assertThat(card.licence()).isEqualTo("unknown");
    assertThat(
            store.fetch("vgg19-paper", reference(), FetchTest::quiet).provenance().get("verified"))
        .startsWith("yes");
    assertThat(server.requests).containsExactly("/vgg_normalised.pth", "/decoder.pth");
  }

  @Test
  void threadsThatFetchAtOnceFetchOnce() throws Exception {
    FetchOptions options = reference();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<ModelCard>> cards = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      cards.add(
          threads.submit(() -> ModelStore.at(folder).fetch("vgg19", options, FetchTest::quiet)));
    }
    for (Future<ModelCard> card : cards) {
      assertThat(card.get().name()).isEqualTo("vgg19");
    }
    threads.shutdown();
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void otherContentIsRefusedAndForgotten() throws IOException {
    URI page = server.serve("/page", "<html>sign in</html>".getBytes(StandardCharsets.UTF_8));
    ModelStore store = ModelStore.at(folder);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> store.fetch("vgg19", options(page, page, 3), FetchTest::quiet))
        .withMessageContaining("What came from " + page + " is a web page");
    assertThat(store.list()).hasSize(1);
    assertThat(folder.resolve("downloads").toFile().list()).containsExactly("lock");
  }

  /** The published one but for a single number. */
  private Path changedEncoder() throws IOException {
    Path changed = folder.resolve("changed.safetensors");
    TensorFile encoder =
        TensorFile.read(Shared.file("weights/vgg19-normalised-relu4_1.safetensors"));
    encoder.get("conv2_1.weight").values()[5] += 1e-3f;
    encoder.write(changed);
    return changed;
  }

  @Test
  void otherWeightsAreRefusedUnlessAccepted() throws IOException {
    URI other = server.serve("/other", Files.readAllBytes(changedEncoder()));
    FetchOptions options = withEncoder(reference(), other);
    ModelStore store = ModelStore.at(folder);

    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> store.fetch("vgg19", options, FetchTest::quiet))
        .withMessageContaining("encoder.conv2_1.weight.");
    assertThat(store.list()).hasSize(1);
    ModelCard card = store.fetch("vgg19", options.withAcceptUnverified(true), FetchTest::quiet);
    assertThat(card.provenance().get("verified"))
        .isEqualTo("no: not the published weights are encoder.conv2_1.weight");
  }

  @Test
  void aKilledProcessLeavesNoHalfModelAndIsTakenUp() throws Exception {
    byte[] encoder = Files.readAllBytes(Shared.file("reference/vgg_normalised.pth"));
    URI encoderUri =
        server.serve(
            "/e",
            encoder,
            (flaky, exchange, content) -> {
              exchange.getResponseHeaders().set("ETag", flaky.etag);
              FlakyServer.stallAfter(5_000_000).answer(flaky, exchange, content);
            });
    Process victim = startVictim(encoderUri);
    Path downloads = folder.resolve("downloads");
    while (victim.isAlive() && bytesIn(downloads) < 5_000_000) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    victim.destroyForcibly().waitFor();

    ModelStore store = ModelStore.at(folder);
    assertThat(store.list()).hasSize(1);
    store.fetch("vgg19", options(encoderUri, encoderUri, 3), FetchTest::quiet);
    assertThat(server.requests).containsExactly("/e", "/e bytes=5000000-");
    assertThat(store.load("vgg19").card().network()).isEqualTo(Architecture.VGG19_MODULATED);
  }

  @Test
  void processesThatFetchAtOnceFetchOnce() throws Exception {
    FetchOptions options = reference();
    Process one = startVictim(options.encoder());
    Process two = startVictim(options.encoder());
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(server.requests).hasSize(1);
    assertThat(ModelStore.at(folder).load("vgg19").card().network())
        .isEqualTo(Architecture.VGG19_MODULATED);
  }

  private Process startVictim(URI encoder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            folder.toString(),
            encoder.toString())
        .inheritIO()
        .start();
  }

  private static long bytesIn(Path downloads) throws IOException {
    if (!Files.isDirectory(downloads)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(downloads)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Fetches in a process of its own. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) {
      FetchOptions options =
          FetchOptions.DEFAULTS.withAddresses(
              URI.create(arguments[1]), FetchOptions.DEFAULTS.decoder());
      ModelStore.at(Path.of(arguments[0])).fetch("vgg19", options, FetchTest::quiet);
    }
  }

  @Test
  void badOptionsAreRefused() {
    URI ftp = URI.create("ftp://somewhere/file");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> FetchOptions.DEFAULTS.withAddresses(ftp, ftp))
        .withMessage(
            "The encoder's address must begin with http:// or https://, not be " + ftp + ".");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> options(server.serve("/f", CONTENT), ftp, 3));
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(
            () -> options(FetchOptions.DEFAULTS.encoder(), FetchOptions.DEFAULTS.decoder(), 0))
        .withMessage("attempts must be 1 to 100, not 0.");
  }

  private FetchOptions reference() throws IOException {
    byte[] encoder = Files.readAllBytes(Shared.file("reference/vgg_normalised.pth"));
    byte[] decoder = Files.readAllBytes(Shared.file("reference/decoder.pth"));
    return options(
        server.serve("/vgg_normalised.pth", encoder), server.serve("/decoder.pth", decoder), 3);
  }

  private static FetchOptions withEncoder(FetchOptions options, URI encoder) {
    return options.withAddresses(encoder, options.decoder());
  }

  private Path download(URI uri) {
    return new Download(uri, folder, quick(uri), FetchTest::quiet).run();
  }

  private static FetchOptions quick(URI uri) {
    return options(uri, uri, 3);
  }

  private static FetchOptions options(URI encoder, URI decoder, int attempts) {
    return new FetchOptions(
        encoder, decoder, false, false, Duration.ofSeconds(1), attempts, Duration.ofMillis(10));
  }
}
