package io.github.tempera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What docs/operating.md says of options is what the commands have. */
class OperatingDocsTest {
  private static final Pattern OPTION = Pattern.compile("(?<=[`\\s])--[a-z][a-z-]+");
  private static final Pattern VARIABLE = Pattern.compile("TEMPERA_[A-Z_]+");
  private static final Pattern DEFAULT =
      Pattern.compile("^\\| `(--[a-z-]+)` \\| ([^|]*) \\|", Pattern.MULTILINE);
  private static final Pattern KEY = Pattern.compile("^([a-z][a-z-]*)=", Pattern.MULTILINE);

  /** Of other programs, and variables that are no options. */
  private static final Set<String> FOREIGN =
      Set.of(
          "--version",
          "--pwprompt",
          "--owner",
          "--exclude-table-data",
          "--create-home",
          "--home-dir",
          "--from");

  private static final Set<String> NO_OPTIONS =
      Set.of("TEMPERA_HOME", "TEMPERA_JAVA_OPTS", "TEMPERA_TELEGRAM_TOKEN");

  private final String page = Files.readString(Path.of("..", "docs", "operating.md"));
  private final TreeMap<String, OptionSpec> options = new TreeMap<>();

  OperatingDocsTest() throws IOException {
    CommandLine tempera = Main.commandLine();
    for (String name : List.of("serve", "bot")) {
      CommandLine command = Objects.requireNonNull(tempera.getSubcommands().get(name));
      command.getCommandSpec().options().stream()
          .filter(option -> !option.usageHelp() && !option.versionHelp())
          .forEach(option -> options.put(option.longestName(), option));
    }
  }

  private Set<String> found(Pattern pattern, int group) {
    return pattern
        .matcher(page)
        .results()
        .map(match -> match.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyOptionIsThereAndNoOther() {
    Set<String> named = found(OPTION, 0);
    named.removeAll(FOREIGN);
    assertThat(named).isEqualTo(options.keySet());
  }

  @Test
  void everyVariableIsOfAnOption() {
    Set<String> named = found(VARIABLE, 0);
    named.removeAll(NO_OPTIONS);
    Set<String> variables =
        options.keySet().stream()
            .map(name -> "TEMPERA_" + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'))
            .collect(Collectors.toSet());
    assertThat(variables).containsAll(named);
  }

  @Test
  void everyKeyOfTheFileIsAnOption() {
    assertThat(found(KEY, 1)).isNotEmpty().allMatch(key -> options.containsKey("--" + key));
  }

  @Test
  void everyDefaultIsTheProgramsOwn() {
    List<MatchResult> rows =
        DEFAULT.matcher(page).results().filter(row -> !row.group(2).isBlank()).toList();
    assertThat(rows).hasSizeGreaterThan(25);
    for (MatchResult row : rows) {
      OptionSpec option = Objects.requireNonNull(options.get(row.group(1)), row.group(1));
      assertThat(String.valueOf(option.initialValue())).as(row.group(1)).isEqualTo(row.group(2));
    }
  }
}
