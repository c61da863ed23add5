package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tempera.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture of 100 megapixels stays under 2 GB of resident memory for the whole process. */
class HundredMegapixelsIT {
  private static final int SIDE = 10_000;
  private static final int FLAGS = Pattern.MULTILINE | Pattern.DOTALL;
  private static final long GIGABYTE = 1_000_000_000;

  @Test
  void slimStaysUnderTwoGigabytes(@TempDir Path folder) throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "reads resident memory from /proc");
    Workplace place = new Workplace(folder);
    hugePicture(place.path("huge.jpg"));
    place.picture("style.png", 300, 300, 1);
    Process process =
        place.start(
            asLaunched(
                place.java(
                    "stylize", "huge.jpg", "--style", "style.png", "--output", "painted.jpg")));
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, residentPeak(process.pid()));
      Thread.sleep(200);
    }
    place.result(process).succeeded();
    assertThat(peak).isBetween(GIGABYTE / 4, 2 * GIGABYTE);
    Picture painted = Picture.read(place.path("painted.jpg"));
    assertThat(painted.width()).isEqualTo(SIDE);
    assertThat(painted.height()).isEqualTo(SIDE);
  }

  /** The command with the flags and the environment that the launcher gives it. */
  private static List<String> asLaunched(List<String> java) throws IOException {
    String launcher = Files.readString(Path.of("..", "tempera"));
    Matcher flags = Pattern.compile("^flags=\\((.*?)^\\)", FLAGS).matcher(launcher);
    Matcher allocator =
        Pattern.compile("^export (MALLOC_.*)$", Pattern.MULTILINE).matcher(launcher);
    assertThat(flags.find() && allocator.find()).isTrue();
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(List.of(allocator.group(1).trim().split(" +", -1)));
    command.add(java.get(0));
    command.addAll(List.of(flags.group(1).trim().split("\\s+", -1)));
    command.addAll(java.subList(java.indexOf("-cp"), java.size()));
    return command;
  }

  private static void hugePicture(Path file) {
    byte[] rgb = new byte[3 * SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int i = 3 * (y * SIDE + x);
        rgb[i] = (byte) (x / 40);
        rgb[i + 1] = (byte) ((x ^ y) / 8);
        rgb[i + 2] = (byte) (y / 40 + (x * y) % 13);
      }
    }
    Picture.of(SIDE, SIDE, rgb).write(file);
  }

  private static long residentPeak(long process) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException | java.io.UncheckedIOException ended) {
      return 0;
    }
  }
}
