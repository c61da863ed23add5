package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, in a copy of the project whose Maven is a stand-in: it notes that it was called and
 * puts in place what this build has built.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final String BUILDS = "Building Tempera";

  @TempDir private Path folder = Path.of("");
  private Path home = Path.of("");
  private Path tools = Path.of("");
  private Path calls = Path.of("");

  @BeforeEach
  void copyOfTheProject() throws IOException {
    home = Files.createDirectories(folder.resolve("a project"));
    tools = Files.createDirectories(folder.resolve("tools"));
    calls = Files.createFile(folder.resolve("calls"));
    Files.copy(
        Path.of("..", "tempera"), home.resolve("tempera"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String file :
        List.of("pom.xml", "core/pom.xml", "core/src/main/A.java", "cli/pom.xml", "web/src/a.js")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.createFile(home.resolve(file));
    }
    Path target = Path.of("target").toAbsolutePath();
    tool(
        "mvn",
        """
        echo "$*" >> '%s'
        sleep 0.3
        ln -sfn '%s/lib' cli/target/lib
        cp '%s/tempera-cli.jar' cli/target/
        """
            .formatted(calls, target, target));
  }

  private void tool(String name, String script) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private int builds() throws IOException {
    return Files.readAllLines(calls).size();
  }

  private Process start(Map<String, String> environment, Path launcher, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TEMPERA_HOME", folder.resolve("models").toString());
    builder.environment().merge("PATH", "", (path, none) -> tools + File.pathSeparator + path);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Workplace.Result run(String... arguments) throws Exception {
    return finish(start(Map.of(), home.resolve("tempera"), arguments));
  }

  private static Workplace.Result finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Workplace.Result(process.waitFor(), out, err);
  }

  @Test
  void buildsOnceAndAgainWhenSourcesChange() throws Exception {
    Workplace.Result first = run("--version");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err()).startsWith(BUILDS).hasLineCount(1);
    assertThat(first.out()).startsWith("tempera ");
    assertThat(home.resolve("cli/target/tempera.jsa")).exists();

    run("--version").succeeded();
    Files.createFile(home.resolve("core/src/test.txt"));
    run("--version").succeeded();
    assertThat(builds()).isEqualTo(1);

    Files.createFile(home.resolve("core/src/main/B.java"));
    assertThat(run("--version").err()).startsWith(BUILDS);
    run("--version").succeeded();
    Files.delete(home.resolve("core/src/main/A.java"));
    assertThat(run("--version").err()).startsWith(BUILDS);
    Files.createFile(home.resolve("web/src/b.js"));
    assertThat(run("--version").err()).startsWith(BUILDS);
    assertThat(builds()).isEqualTo(4);
  }

  @Test
  void theChoiceOfNativesIsRemembered() throws Exception {
    finish(start(Map.of("TEMPERA_NATIVES", "-gpu"), home.resolve("tempera"), "--version"));
    assertThat(Files.readString(calls)).contains("-Dtempera.natives=-gpu");
    run("--version").succeeded();
    Files.createFile(home.resolve("core/src/main/B.java"));
    run("--version");
    assertThat(Files.readAllLines(calls)).hasSize(2).allMatch(c -> c.contains("natives=-gpu"));
    finish(start(Map.of("TEMPERA_NATIVES", ""), home.resolve("tempera"), "--version"));
    assertThat(Files.readAllLines(calls)).hasSize(3).last().asString().contains("natives= ");
  }

  @Test
  void twoFirstStartsBuildOnce() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starts.add(start(Map.of(), home.resolve("tempera"), "--version"));
    }
    for (Process process : starts) {
      assertThat(finish(process).out()).startsWith("tempera ");
    }
    assertThat(builds()).isEqualTo(1);
    assertThat(home.resolve("cli/target/tempera.lock")).doesNotExist();
  }

  @Test
  void aLockOfADeadProcessHoldsNobodyUp() throws Exception {
    Files.createDirectories(home.resolve("cli/target"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createSymbolicLink(
        home.resolve("cli/target/tempera.lock"), Path.of(String.valueOf(dead.pid())));
    assertThat(run("--version").out()).startsWith("tempera ");
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNamed() throws Exception {
    File target = Files.createDirectories(home.resolve("cli/target")).toFile();
    assertThat(target.setWritable(false)).isTrue();
    try {
      assumeFalse(target.canWrite(), "permissions do not bind this user");
      run("--version").refused(1, "no permission to write", "cli/target");
    } finally {
      assertThat(target.setWritable(true)).isTrue();
    }
  }

  @Test
  void aLockThatCannotBeTakenEndsTheWait() throws Exception {
    Files.createDirectories(home.resolve("cli/target"));
    Files.createFile(home.resolve("cli/target/tempera.lock"));
    run("--version").refused(1, "Cannot build Tempera", "tempera.lock");
    assertThat(builds()).isZero();
  }

  @Test
  void worksThroughLinksAndPaintsFromAnyFolder() throws Exception {
    Workplace here = new Workplace(folder);
    here.picture("content.jpg", 40, 30, 1);
    here.picture("style.png", 30, 30, 2);
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a project/tempera"));
    Path link2 = Files.createSymbolicLink(tools.resolve("tempera"), link);
    Workplace.Result result =
        finish(start(Map.of(), link2, "stylize", "content.jpg", "-s", "style.png", "-o", "p.png"));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("p.png  40x30");
    assertThat(folder.resolve("p.png")).exists();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void startsForTheFirstTimeBesideAnotherLibtorch() throws Exception {
    Workplace here = new Workplace(folder);
    here.picture("content.jpg", 40, 30, 1);
    here.picture("style.png", 30, 30, 2);
    Map<String, String> environment =
        Map.of(
            "LD_LIBRARY_PATH",
            NativesIT.anotherLibtorch(folder).toString(),
            "TEMPERA_JAVA_OPTS",
            "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("native"));
    Workplace.Result result =
        finish(
            start(
                environment, home.resolve("tempera"), "stylize", "content.jpg", "-s", "style.png"));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).startsWith(BUILDS).hasLineCount(1);
    assertThat(folder.resolve("content__style.jpg")).exists();
  }

  /** As from cron; by a script, since this Java may itself know no such letters. */
  @Test
  void namesHaveAnyLettersWithoutALocaleToo() throws Exception {
    Workplace here = new Workplace(folder);
    here.picture("content.jpg", 40, 30, 1);
    here.picture("style.png", 30, 30, 2);
    Path script =
        Files.writeString(
            folder.resolve("script"),
            """
            set -e
            mkdir -p Gemälde/日本
            mv content.jpg Gemälde/日本/Bäume.jpg
            mv style.png Häuser.png
            mv 'a project' Köln
            run() { env -i PATH="$PATH" JAVA_HOME="$JAVA_HOME" "$@"; }
            run Köln/tempera stylize Gemälde -s Häuser.png -o gemalt
            run LC_ALL=xx_XX.UTF-8 Köln/tempera stylize Gemälde/日本/Bäume.jpg -s Häuser.png -o ü.png
            test -f gemalt/日本/Bäume__Häuser.jpg -a -f ü.png
            """);
    Workplace.Result result = finish(start(Map.of(), script));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("gemalt  1 painted", "ü.png  40x30");
  }

  @Test
  void oneJavaIsOneHoweverItIsSpelled() throws Exception {
    String java = System.getProperty("java.home");
    Path link = Files.createSymbolicLink(folder.resolve("jdk"), Path.of(java));
    Files.createSymbolicLink(tools.resolve("java"), link.resolve("bin/java"));
    for (String spelled : List.of(java, java + "/.", link.toString(), "jdk", "")) {
      assertThat(
              finish(start(Map.of("JAVA_HOME", spelled), home.resolve("tempera"), "--version"))
                  .out())
          .startsWith("tempera ");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void anyShellStartsIt() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "a project/tempera", "--version");
    builder.directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().merge("PATH", "", (path, none) -> tools + File.pathSeparator + path);
    assertThat(finish(builder.start()).out()).startsWith("tempera ");
  }

  @Test
  void whatJavaCouldNotStartWithIsToldOf() throws Exception {
    Path launcher = home.resolve("tempera");
    for (String flags :
        List.of("-Xmx8m", "-Xmx8192k", "-Xmx1g -Xmx63M", "-XX:MaxHeapSize=9000000")) {
      finish(start(Map.of("TEMPERA_JAVA_OPTS", flags), launcher, "--version"))
          .refused(1, "needs 64 MB", "TEMPERA_JAVA_OPTS gives it " + last(flags));
    }
    finish(start(Map.of("TEMPERA_JAVA_OPTS", "-Xmx64m"), launcher, "--version"));
    Path script =
        Files.writeString(
            folder.resolve("script"), "mkdir gone; cd gone; rmdir ../gone; \"$1\" --version");
    finish(start(Map.of(), script, launcher.toString())).refused(1, "is not there any more");
    assertThat(builds()).isEqualTo(1);
  }

  private static String last(String flags) {
    return flags.replaceAll(".*(-Xmx|=)", "");
  }

  @Test
  void aFailedBuildShowsWhyAndIsTriedAgain() throws Exception {
    tool("mvn", "echo 'The tests of patience failed'; exit 1\n");
    for (int i = 0; i < 2; i++) {
      run("--version").refused(1, "The tests of patience failed", "The build failed");
    }
  }

  @Test
  void missingOrOldToolsAreNamed() throws Exception {
    Path launcher = home.resolve("tempera");
    finish(start(Map.of("JAVA_HOME", "/nowhere"), launcher, "--version"))
        .refused(1, "no Java at /nowhere/bin/java", "JDK, 17 or newer");

    Files.createDirectories(tools.resolve("jdk/bin"));
    tool("jdk/bin/java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    finish(start(Map.of("JAVA_HOME", tools.resolve("jdk").toString()), launcher, "--version"))
        .refused(1, "is Java 11", "JDK, 17 or newer");

    Files.delete(tools.resolve("mvn"));
    for (String tool :
        List.of("bash", "readlink", "find", "head", "sed", "grep", "mkdir", "ln", "rm", "sleep")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    finish(start(Map.of("PATH", tools.toString()), launcher, "--version"))
        .refused(1, "needs Maven, 3.8 or newer");
    assertThat(builds()).isZero();
  }
}
