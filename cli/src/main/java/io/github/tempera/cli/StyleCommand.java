package io.github.tempera.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tempera style}. */
@Command(
    name = "style",
    description = "Saves styles for later.",
    subcommands = StyleEncodeCommand.class)
final class StyleCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: encode.");
  }
}
