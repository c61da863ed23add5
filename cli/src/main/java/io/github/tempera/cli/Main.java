package io.github.tempera.cli;

import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.Choices;
import io.github.tempera.cli.common.Interruption;
import io.github.tempera.cli.common.Outcome;
import io.github.tempera.cli.evaluate.EvaluateCommand;
import io.github.tempera.cli.models.ModelsCommand;
import io.github.tempera.cli.optimize.OptimizeCommand;
import io.github.tempera.cli.serve.BotCommand;
import io.github.tempera.cli.serve.ServeCommand;
import io.github.tempera.cli.serve.Settings;
import io.github.tempera.cli.stylize.StylizeCommand;
import io.github.tempera.cli.survey.SurveyCommand;
import io.github.tempera.cli.train.TrainCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code tempera}. */
@Command(
    name = "tempera",
    description = "Paints any photograph in the manner of any picture.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    scope = CommandLine.ScopeType.INHERIT,
    subcommands = {
      StylizeCommand.class,
      StyleCommand.class,
      ServeCommand.class,
      BotCommand.class,
      SurveyCommand.class,
      ModelsCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      OptimizeCommand.class,
      BenchCommand.class,
      CompletionCommand.class,
      RehearseCommand.class
    },
    footer = {
      "",
      "Exit codes:",
      "  0  done",
      "  1  something failed that is not the arguments' fault, such as a full disk,",
      "     too little memory, no connection, or one picture of many",
      "  2  the arguments or a file that they name were wrong",
      "",
      "Environment:",
      "  TEMPERA_HOME            folder for models, instead of the usual cache folder",
      "  TEMPERA_PORT, …         any option of serve and bot; their help tells how",
      "  TEMPERA_DATABASE        the database of serve, bot and survey",
      "  TEMPERA_TELEGRAM_TOKEN  the token of the bot",
      "  TEMPERA_JAVA_OPTS       flags for Java, for example -Xmx8g",
      "  TEMPERA_NATIVES         -gpu to build with the CUDA libraries"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    // Nothing is ever drawn on a screen; without this, macOS shows an icon in the dock.
    System.setProperty("java.awt.headless", "true");
    Interruption.arm();
    int code = run(arguments);
    Interruption.disarm();
    System.exit(code);
  }

  private static int run(String[] arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (OutOfMemoryError e) {
      System.err.println(Outcome.OUT_OF_MEMORY);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Choices.register(line);
    TrainCommand.register(line);
    Settings.register(line);
    line.setOverwrittenOptionsAllowed(false);
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(Main::refuse);
    line.setExecutionExceptionHandler(Main::fail);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: a command is missing.");
  }

  private static int refuse(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private static int fail(Exception e, CommandLine line, ParseResult parsed) throws Exception {
    if (Thread.currentThread().isInterrupted() || e instanceof CancellationException) {
      // Whatever it was, the interruption is why.
      return Interruption.EXIT_CODE;
    }
    if (e instanceof TemperaException known) {
      line.getErr().println(known.getMessage());
      return exitCode(known.kind());
    }
    throw e;
  }

  static int exitCode(TemperaException.Kind kind) {
    return switch (kind) {
      case WRONG_ARGUMENT, NOT_FOUND, UNREADABLE -> CommandLine.ExitCode.USAGE;
      case UNWRITABLE, OUT_OF_RESOURCES, UNAVAILABLE, FAILED -> CommandLine.ExitCode.SOFTWARE;
    };
  }

  /** Tells the version that Maven wrote down. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        properties.load(Objects.requireNonNull(in));
      }
      String commit = properties.getProperty("commit", "");
      return new String[] {
        "tempera "
            + properties.getProperty("version")
            + (commit.isEmpty() ? "" : " (" + commit + ")")
      };
    }
  }
}
