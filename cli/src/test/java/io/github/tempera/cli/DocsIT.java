package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documentation shows works: every {@code java} block is compiled and run, every line of
 * an {@code sh} block is run by the real command line, every link leads somewhere. Blocks marked
 * {@code console} are not run: they need the network, a card, or minutes.
 */
@DisabledOnOs(OS.WINDOWS)
class DocsIT {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

  @TempDir private static Path folder = Path.of("");

  private record Block(Path page, int number, String language, String text) {
    String name() {
      return PROJECT.relativize(page) + ", block " + number + ", " + language;
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(PROJECT);
        Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
      return Stream.concat(top, docs).filter(page -> page.toString().endsWith(".md")).toList();
    }
  }

  private static Stream<Block> blocks(String language) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path page : pages()) {
      Matcher matcher = BLOCK.matcher(Files.readString(page));
      for (int number = 1; matcher.find(); number++) {
        if (matcher.group(1).equals(language)) {
          blocks.add(new Block(page, number, language, matcher.group(2)));
        }
      }
    }
    assertThat(blocks).isNotEmpty();
    return blocks.stream();
  }

  private static Workplace place() throws IOException {
    Workplace place = new Workplace(Files.createTempDirectory(folder, "docs"));
    Files.createSymbolicLink(place.path("docs"), PROJECT.resolve("docs"));
    String command = String.join("' '", place.java());
    Path launcher =
        Files.writeString(place.path("tempera"), "#!/bin/sh\nexec '" + command + "' \"$@\"\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    return place;
  }

  @TestFactory
  Stream<DynamicTest> everyCommandRuns() throws IOException {
    return blocks("sh")
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.name(),
                    () -> {
                      assertThat(block.text().lines())
                          .allMatch(line -> line.startsWith("./tempera "));
                      place().run(List.of("bash", "-e", "-c", block.text())).succeeded();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everySnippetCompilesAndRuns() throws IOException {
    return blocks("java")
        .map(block -> DynamicTest.dynamicTest(block.name(), () -> runSnippet(block.text())));
  }

  private static void runSnippet(String snippet) throws IOException {
    Workplace place = place();
    Path source =
        Files.writeString(
            place.path("Snippet.java"),
            """
            import io.github.tempera.*;
            import io.github.tempera.image.*;
            import java.nio.file.Path;
            import java.util.List;

            final class Snippet {
              public static void main(String[] arguments) throws Exception {
            %s
              }
            }
            """
                .formatted(snippet));
    StringWriter problems = new StringWriter();
    String classPath = System.getProperty("java.class.path");
    var compiler = ToolProvider.getSystemJavaCompiler();
    var files = compiler.getStandardFileManager(null, null, null);
    boolean compiled =
        compiler
            .getTask(
                problems,
                files,
                null,
                List.of("-cp", classPath, "-d", place.path("").toString()),
                null,
                files.getJavaFileObjects(source))
            .call();
    assertThat(compiled).as(problems.toString()).isTrue();
    List<String> command = new ArrayList<>(place.java());
    int classPathAt = command.indexOf("-cp") + 1;
    command.set(classPathAt, place.path("") + java.io.File.pathSeparator + classPath);
    command.set(classPathAt + 1, "Snippet");
    place.run(command).succeeded();
    assertThat(place.files().keySet()).anyMatch(name -> name.matches(".*\\.(png|jpg)"));
  }

  @TestFactory
  Stream<DynamicTest> everyLinkWithinTheProjectLeadsSomewhere() throws IOException {
    return pages().stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    PROJECT.relativize(page).toString(),
                    () -> {
                      Matcher link = LINK.matcher(Files.readString(page));
                      while (link.find()) {
                        if (!link.group(1).contains("://")) {
                          assertThat(page.resolveSibling(link.group(1))).as(link.group(1)).exists();
                        }
                      }
                    }));
  }
}
