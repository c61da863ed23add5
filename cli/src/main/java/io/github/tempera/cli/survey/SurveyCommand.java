package io.github.tempera.cli.survey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tempera survey}. */
@Command(
    name = "survey",
    description = "Asks people how good paintings are: each is rated from 1 to 10 on a web page.",
    subcommands = {
      SurveyCreateCommand.class,
      SurveyListCommand.class,
      SurveyReportCommand.class,
      SurveyCloseCommand.class
    })
public final class SurveyCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: create, list, report or close.");
  }
}
