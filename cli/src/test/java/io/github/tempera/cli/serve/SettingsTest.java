package io.github.tempera.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the options of serve come from. */
@SuppressWarnings("NullAway.Init")
class SettingsTest {
  @TempDir Path folder;

  private static CommandLine parse(Map<String, String> environment, String... arguments) {
    CommandLine line = new CommandLine(new ServeCommand());
    line.setDefaultValueProvider(new Settings(environment, option -> true));
    line.parseArgs(arguments);
    return line;
  }

  private static Object value(CommandLine line, String option) {
    return line.getCommandSpec().findOption(option).getValue();
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("tempera.conf"), List.of(lines));
  }

  @Test
  void theProgramsOwnWhereNothingIsSaid() {
    assertThat(value(parse(Map.of()), "--port")).isEqualTo(8080);
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    String file =
        file("port = 1 ", "queue-length=2", "wait=3", "# a note", "trusted-proxy=10.0.0.1,10.0.0.2")
            .toString();
    Map<String, String> environment =
        Map.of("TEMPERA_PORT", "11", "TEMPERA_QUEUE_LENGTH", "12", "TEMPERA_HOST", "");

    CommandLine line = parse(environment, "--port", "21", "--config", file);

    assertThat(value(line, "--port")).isEqualTo(21);
    assertThat(value(line, "--queue-length")).isEqualTo(12);
    assertThat(value(line, "--wait")).isEqualTo(3L);
    assertThat(value(line, "--host")).isEqualTo("127.0.0.1");
    assertThat(value(line, "--trusted-proxy")).isEqualTo(List.of("10.0.0.1", "10.0.0.2"));
  }

  @Test
  void theEnvironmentNamesTheFile() throws IOException {
    Map<String, String> environment = Map.of("TEMPERA_CONFIG", file("port=1").toString());
    assertThat(value(parse(environment), "--port")).isEqualTo(1);
  }

  @Test
  void ofSurveysOnlyTheDatabaseComesFromThere() throws IOException {
    String file = file("database=file.db", "model=vgg19", "port=1").toString();
    CommandLine tempera = new CommandLine(CommandSpec.create());
    tempera.addSubcommand("serve", new ServeCommand());
    CommandLine survey = new CommandLine(new Asking());
    tempera.addSubcommand("survey", survey);
    survey.setDefaultValueProvider(new Settings(Map.of(), Settings.DATABASE::equals));

    tempera.parseArgs("survey", "--config", file);

    assertThat(value(survey, "--database")).isEqualTo("file.db");
    assertThat(value(survey, "--model")).isEqualTo("slim");
  }

  /** A command of a survey. */
  @Command(name = "survey")
  @SuppressWarnings("UnusedVariable") // Read by way of the command line.
  static final class Asking {
    @Option(names = "--config")
    private @Nullable Path config;

    @Option(names = "--database")
    private String database = "tempera.db";

    @Option(names = "--model")
    private String model = "slim";
  }

  @Test
  void whatIsWrongIsASentence() throws IOException {
    String file = file("prt=1").toString();
    assertThatThrownBy(() -> parse(Map.of(), "--config", file))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("The configuration " + file + " sets \"prt\", which is no option");
    assertThatThrownBy(() -> parse(Map.of(), "--config", file + "x"))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("Cannot read the configuration");
    assertThatThrownBy(() -> parse(Map.of("TEMPERA_PORT", "abc")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'--port': 'abc'");
  }
}
