package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import picocli.CommandLine;

/** A folder in which the real command is run, and small pictures are made. */
final class Workplace {
  private static final Path JAR = Path.of("target", "tempera-cli.jar").toAbsolutePath();

  private final Path folder;

  Workplace(Path folder) {
    this.folder = folder;
  }

  /** What a finished command left. */
  record Result(int exit, String out, String err) {
    /** It refused, with one sentence and no stack trace. */
    Result refused(int expectedExit, String... words) {
      assertThat(exit).as(err).isEqualTo(expectedExit);
      assertThat(err).contains(words).doesNotContain("\tat ", "Exception");
      assertThat(out).isEmpty();
      return this;
    }

    Result succeeded() {
      assertThat(exit).as(err).isZero();
      assertThat(err).isEmpty();
      return this;
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Everything below the folder, with the size of each file. */
  Map<String, Long> files() throws IOException {
    Map<String, Long> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.size(file));
      }
    }
    files.keySet().removeIf(name -> name.startsWith(".output") || name.startsWith("home/"));
    return files;
  }

  /** Runs a command: in a process of its own, but for the {@linkplain WarmTempera warm} place. */
  Result tempera(String... arguments) {
    return folder.equals(WarmTempera.Place.FOLDER)
        ? WarmTempera.run(this, List.of(arguments))
        : run(java(arguments));
  }

  /** The process of the warm place. */
  Process startWarm() throws IOException {
    List<String> command = java();
    int classPath = command.indexOf("-cp") + 1;
    Path tests = Path.of("target", "test-classes").toAbsolutePath();
    command.set(classPath, JAR + java.io.File.pathSeparator + tests);
    command.set(command.size() - 1, WarmTempera.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().put("TEMPERA_HOME", path("home").toString());
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  List<String> java(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                JAR.toString(),
                "io.github.tempera.cli.Main"));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  Result run(List<String> command) {
    try {
      Process process = start(command);
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      return result(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs the command in this process: for what is asked often and starts nothing. */
  static Result inProcess(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Result(line.execute(arguments), out.toString(), err.toString());
  }

  Process start(List<String> command) throws IOException {
    return start(command, Map.of());
  }

  Process start(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().put("TEMPERA_HOME", path("home").toString());
    builder.environment().putAll(environment);
    builder.redirectOutput(path(".output").toFile());
    builder.redirectError(path(".output.err").toFile());
    return builder.start();
  }

  Result result(Process finished) throws IOException {
    return new Result(
        finished.exitValue(),
        Files.readString(path(".output")),
        Files.readString(path(".output.err")));
  }

  /** Makes a picture of random coloured boxes; the same seed, the same picture. */
  void picture(String name, int width, int height, long seed) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillRect(
          random.nextInt(width), random.nextInt(height), 1 + width / 4, 1 + height / 4);
    }
    graphics.dispose();
    write(name, image);
  }

  /** Makes a grey picture: one value on the left half, another on the right. */
  void mask(String name, int left, int right) throws IOException {
    BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 20; x++) {
        image.getRaster().setSample(x, y, 0, x < 10 ? left : right);
      }
    }
    write(name, image);
  }

  private void write(String name, BufferedImage image) throws IOException {
    Path file = path(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }

  void truncate(String name) throws IOException {
    byte[] whole = Files.readAllBytes(path(name));
    Files.write(path(name), Arrays.copyOf(whole, whole.length / 2));
  }

  BufferedImage read(String name) throws IOException {
    return ImageIO.read(path(name).toFile());
  }
}
