package io.github.tempera.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tempera completion}: a script that lets the shell complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in bash or zsh.",
    footer = {"", "Put this line in ~/.bashrc or ~/.zshrc:", "  source <(tempera completion bash)"})
final class CompletionCommand implements Runnable {
  enum Shell {
    BASH,
    ZSH
  }

  // Never read: one script serves both shells and finds out which one runs it.
  @SuppressWarnings("UnusedVariable")
  @Parameters(arity = "0..1", paramLabel = "bash|zsh", description = "The shell.")
  private List<Shell> shell = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    root.getOut().print(AutoComplete.bash("tempera", root));
    root.getOut().flush();
  }
}
