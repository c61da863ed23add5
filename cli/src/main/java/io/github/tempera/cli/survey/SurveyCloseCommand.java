package io.github.tempera.cli.survey;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tempera survey close}. */
@Command(
    name = "close",
    description = "Ends a survey: it takes no more answers, and the page says so.")
final class SurveyCloseCommand implements Runnable {
  @Parameters(paramLabel = "ID", description = "The last part of the survey's link.")
  private String id = "";

  @Mixin private SurveyStore store = new SurveyStore();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    store.with(
        surveys -> {
          surveys.close(id);
          return id;
        });
    PrintWriter out = spec.commandLine().getOut();
    out.println("Survey " + id + " is closed.");
    out.flush();
  }
}
