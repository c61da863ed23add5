package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tempera.RandomVgg19;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts with a cache folder of their own, beside another libtorch or each other. */
@EnabledOnOs(OS.LINUX)
class NativesIT {
  private static final Path SYSTEM = Path.of("/usr/lib/x86_64-linux-gnu");

  @TempDir private Path folder = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void pictures() throws IOException {
    cache = folder.resolve("native");
    place("").picture("content.png", 40, 30, 1);
    place("").picture("style.png", 30, 30, 2);
  }

  /** A place of its own, for the output of a process beside others. */
  private Workplace place(String name) throws IOException {
    return new Workplace(Files.createDirectories(folder.resolve(name)));
  }

  /** A folder with Debian's libtorch under the names that ours has, those of CUDA too. */
  static Path anotherLibtorch(Path folder) throws IOException {
    Path libraries = Files.createDirectories(folder.resolve("libtorch"));
    for (String name : List.of("c10", "torch", "torch_cpu")) {
      Path debians = SYSTEM.resolve("lib%s.so.1.13".formatted(name));
      String reason = "needs Debian's package libtorch1.13: " + debians;
      assertThat(Files.exists(debians) || !"true".equals(System.getenv("CI"))).as(reason).isTrue();
      assumeTrue(Files.exists(debians), reason);
      Files.createSymbolicLink(libraries.resolve("lib%s.so".formatted(name)), debians);
      Files.createSymbolicLink(libraries.resolve("lib%s_cuda.so".formatted(name)), debians);
    }
    return libraries;
  }

  private List<String> command(Workplace here, String... arguments) {
    List<String> command = here.java(arguments);
    command.add(1, "-Dorg.bytedeco.javacpp.cachedir=" + cache);
    return command;
  }

  private List<String> stylize(Workplace here) {
    return command(here, "stylize", "../content.png", "-s", "../style.png", "-o", "painted.png");
  }

  private static void succeeds(Workplace here, Process process) throws Exception {
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    here.result(process).succeeded();
  }

  @Test
  void commandsStartBesideAnotherLibtorch() throws Exception {
    Map<String, String> beside = Map.of("LD_LIBRARY_PATH", anotherLibtorch(folder).toString());
    Workplace here = place("here");
    succeeds(
        here, here.start(stylize(here), beside)); // with an empty cache, the others with a full
    succeeds(here, here.start(stylize(here), beside));

    Path encoder = folder.resolve("encoder.safetensors");
    RandomVgg19.model().write(encoder);
    List<String> optimize =
        command(here, "optimize", "../content.png", "-s", "../style.png", "-o", "o.png");
    optimize.addAll(List.of("--encoder", encoder.toString(), "--iterations", "1"));
    succeeds(here, here.start(optimize, beside));
  }

  /** The system's own libtorch is beside them, too, where Debian's libtorch-dev is installed. */
  @Test
  void processesStartAtOnceWhereOneWasKilledWhileItUnpacked() throws Exception {
    Workplace first = place("first");
    Process killed = first.start(stylize(first));
    while (unpacked() < 50_000_000) {
      assertThat(killed.isAlive()).as("has not begun to unpack").isTrue();
      Thread.sleep(10);
    }
    killed.destroyForcibly().waitFor();
    assertThat(first.path("painted.png")).doesNotExist();

    List<Workplace> places = new ArrayList<>();
    List<Process> processes = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Workplace here = place(name);
      places.add(here);
      processes.add(here.start(stylize(here)));
    }
    for (int i = 0; i < 3; i++) {
      succeeds(places.get(i), processes.get(i));
    }
  }

  private long unpacked() throws IOException {
    if (!Files.exists(cache)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
