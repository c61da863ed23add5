package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The other commands, for real. */
class ModelsIT {
  @TempDir(factory = WarmTempera.Place.class, cleanup = CleanupMode.NEVER)
  private Path folder = Path.of("");

  @Test
  void listsWhatIsHereAndWhatCanBeFetched() {
    String out = new Workplace(folder).tempera("models", "list").succeeded().out();
    assertThat(out).contains("slim", "bundled", "licence", "tempera models fetch vgg19");
  }

  @Test
  void refusesWhatCannotBeFetchedOrImported() throws IOException {
    Workplace here = new Workplace(folder);
    here.tempera("models", "fetch", "vgg16").refused(2, "vgg16", "vgg19");
    here.tempera("models", "fetch", "vgg19", "--encoder-url", "ftp://x/y").refused(2, "http");
    Files.writeString(here.path("x.pth"), "no checkpoint");
    here.tempera("models", "import", "--name", "n", "--encoder", "x.pth", "--decoder", "x.pth")
        .refused(2, "x.pth");
    here.tempera("models", "import", "--name", "slim", "--encoder", "x.pth", "--decoder", "x.pth")
        .refused(2, "bundled");
    here.tempera("models").refused(2, "list, fetch or import");
    assertThat(here.files()).containsOnlyKeys("x.pth");
  }

  @Test
  void anImportedModelPaintsAndRefusesTheStylesOfOthers() throws IOException {
    Workplace here = new Workplace(folder);
    String encoder = Shared.file("reference/vgg_normalised.pth").toString();
    String decoder = Shared.file("reference/decoder.pth").toString();
    String[] command = {
      "models", "import", "--name", "mine", "--encoder", encoder, "--decoder", decoder
    };
    assertThat(here.tempera(command).succeeded().out()).startsWith("mine  (network vgg19, stored)");
    here.tempera(command).refused(2, "\"mine\" already");
    assertThat(here.tempera("models", "list").succeeded().out()).contains("slim", "mine");
    paints(here, "mine");

    here.tempera("style", "encode", "style.png", "-o", "slim.style").succeeded();
    here.tempera("stylize", "*.png", "-s", "slim.style", "--model", "mine", "-o", "out")
        .refused(2, "slim.style", "slim", "mine");
    here.tempera("style", "encode", "style.png", "--model", "mine", "-o", "mine.style").succeeded();
    here.tempera("stylize", "*.png", "-s", "slim.style", "-s", "mine.style", "-o", "out")
        .refused(2, "mine.style", "slim", "mine");
    assertThat(here.path("out")).doesNotExist();
  }

  @Test
  void anEncoderIsEnough() throws IOException {
    Workplace here = new Workplace(folder);
    String encoder = Shared.file("reference/vgg_normalised.pth").toString();
    assertThat(
            here.tempera("models", "import", "--name", "mine", "--encoder", encoder)
                .succeeded()
                .out())
        .containsPattern("decoder.*comes with Tempera");
    paints(here, "mine");
  }

  private static void paints(Workplace here, String model) throws IOException {
    here.picture("content.png", 40, 30, 1);
    here.picture("style.png", 30, 30, 2);
    String out =
        here.tempera("stylize", "content.png", "-s", "style.png", "-o", "p.png", "--model", model)
            .succeeded()
            .out();
    assertThat(out).startsWith("p.png  40x30").contains(model);
    assertThat(here.read("p.png").getWidth()).isEqualTo(40);
  }

  @Test
  void aModelThatCannotBeStoredIsAFailureNotAWrongArgument() throws IOException {
    Workplace here = new Workplace(folder);
    String encoder = Shared.file("reference/vgg_normalised.pth").toString();
    String decoder = Shared.file("reference/decoder.pth").toString();
    Files.writeString(here.path("home"), "a file where the folder of models should be");
    Workplace.Result result =
        here.tempera("models", "import", "--name", "m", "--encoder", encoder, "--decoder", decoder);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith("Cannot write").contains("m.safetensors").hasLineCount(1);
  }

  @Test
  void aFetchedModelPaints() throws IOException {
    Workplace here = new Workplace(folder);
    Path encoder = Shared.file("reference/vgg_normalised.pth");
    Path decoder = Shared.file("reference/decoder.pth");
    HttpServer server = server();
    try {
      serve(server, "/encoder.pth", encoder);
      serve(server, "/decoder.pth", decoder);
      String out = here.tempera(fetch(server, "/encoder.pth", "/decoder.pth")).succeeded().out();
      assertThat(out)
          .startsWith("vgg19  (network vgg19-modulated, stored)")
          .contains("vgg19-paper  (network vgg19, stored)");
    } finally {
      server.stop(0);
    }
    assertThat(here.tempera("models", "list").succeeded().out())
        .contains(
            "vgg19  (network vgg19-modulated, stored)", "vgg19-paper  (network vgg19, stored)");
    paints(here, "vgg19");
    paints(here, "vgg19-paper");
  }

  @Test
  void aFailedDownloadIsAFailureNotAWrongArgument() throws IOException {
    Workplace here = new Workplace(folder);
    HttpServer server = server();
    try {
      here.tempera(fetch(server, "/none.pth", "/none.pth")).refused(1, "none.pth", "404");
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  private static void serve(HttpServer server, String path, Path file) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, Files.size(file));
          try (OutputStream body = exchange.getResponseBody()) {
            Files.copy(file, body);
          }
        });
  }

  private static String[] fetch(HttpServer server, String encoder, String decoder) {
    String address =
        "http://%s:%d"
            .formatted(
                server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort());
    return new String[] {
      "models",
      "fetch",
      "vgg19",
      "--encoder-url",
      address + encoder,
      "--decoder",
      "paper",
      "--decoder-url",
      address + decoder
    };
  }

  @Test
  void tellsVersionHelpAndCompletion() {
    Workplace here = new Workplace(folder);
    assertThat(here.tempera("--version").succeeded().out()).matches("tempera \\d.*\\R");
    assertThat(here.tempera("stylize", "--help").succeeded().out())
        .contains("Examples:", "--preserve-color", "TEMPERA_NATIVES");
    assertThat(here.tempera("completion", "bash").succeeded().out())
        .contains("complete -F", "--preserve-color");
    here.tempera().refused(2, "a command is missing");
    here.tempera("stylise").refused(2, "stylise", "stylize");
  }
}
