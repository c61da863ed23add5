package io.github.tempera.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tempera models}. */
@Command(
    name = "models",
    description = "Lists, fetches and imports models.",
    subcommands = {ModelsListCommand.class, ModelsFetchCommand.class, ModelsImportCommand.class})
public final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: list, fetch or import.");
  }
}
