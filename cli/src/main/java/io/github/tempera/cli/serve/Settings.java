package io.github.tempera.cli.serve;

import io.github.tempera.internal.file.FileName;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where options come from that the command line does not give: {@code --queue-length} from {@code
 * TEMPERA_QUEUE_LENGTH} of the environment, else from {@code queue-length} in the file that {@code
 * --config} or {@code TEMPERA_CONFIG} names, else from the program.
 */
public final class Settings implements IDefaultValueProvider {
  /** Name of the option that names the file. */
  public static final String CONFIG = "--config";

  /** Name of the option that the commands of a survey have in common with serve. */
  public static final String DATABASE = "--database";

  private final Map<String, String> environment;
  private final Predicate<String> takes;
  private @Nullable Path file;
  private Properties properties = new Properties();

  /**
   * @param takes whether an option of that name may come from there
   */
  Settings(Map<String, String> environment, Predicate<String> takes) {
    this.environment = environment;
    this.takes = takes;
  }

  /** Lets the commands that serve take their options from there, and those of surveys theirs. */
  public static void register(CommandLine line) {
    Map<String, String> environment = System.getenv();
    Map<String, CommandLine> commands = line.getSubcommands();
    for (String command : List.of("serve", "bot")) {
      CommandLine serving = Objects.requireNonNull(commands.get(command));
      serving.setDefaultValueProvider(new Settings(environment, option -> true));
      serving
          .getHelpSectionMap()
          .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionSections::render);
    }
    Objects.requireNonNull(commands.get("survey")).getSubcommands().values().stream()
        .filter(command -> command.getCommandSpec().findOption(CONFIG) != null)
        .forEach(
            command ->
                command.setDefaultValueProvider(new Settings(environment, DATABASE::equals)));
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    // Help shows the program's own defaults, whatever is in force, which may be a secret.
    if (!(argument instanceof OptionSpec option)
        || option.usageHelp()
        || option.versionHelp()
        || argument.command().commandLine().isUsageHelpRequested()) {
      return null;
    }
    boolean config = option.longestName().equals(CONFIG);
    if (!config && !takes.test(option.longestName())) {
      return null;
    }
    String name = key(option);
    String variable = "TEMPERA_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    String value = environment.get(variable);
    if (value != null && !value.isEmpty()) {
      return value;
    }
    if (config) {
      return null;
    }
    read(argument.command());
    return properties.getProperty(name);
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  /** Reads the file that is named, where one is and it was not read yet. */
  private void read(CommandSpec command) {
    Path named = named(command);
    if (named == null || named.equals(file)) {
      return;
    }
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(named)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(),
          "Cannot read the configuration %s: it must be a file of lines such as port=8080."
              .formatted(named),
          e);
    }
    Set<String> known = known(command);
    for (String key : read.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw new ParameterException(
            command.commandLine(),
            "The configuration %s sets \"%s\", which is no option: use %s."
                .formatted(named, key, String.join(", ", known)));
      }
      read.setProperty(key, read.getProperty(key).strip());
    }
    properties = read;
    file = named;
  }

  /** The options of all commands that read such a file: they may share one. */
  private static Set<String> known(CommandSpec command) {
    CommandSpec root = command.root();
    return Stream.concat(
            Stream.of(root), root.subcommands().values().stream().map(CommandLine::getCommandSpec))
        .filter(each -> each.findOption(CONFIG) != null)
        .flatMap(each -> each.options().stream())
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .map(Settings::key)
        .filter(key -> !("--" + key).equals(CONFIG))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private @Nullable Path named(CommandSpec command) {
    Object given = command.findOption(CONFIG).getValue();
    if (given instanceof Path path) {
      return path;
    }
    String variable = environment.getOrDefault("TEMPERA_CONFIG", "");
    return variable.isEmpty() ? null : FileName.path(variable);
  }
}
