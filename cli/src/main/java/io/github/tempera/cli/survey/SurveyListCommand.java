package io.github.tempera.cli.survey;

import io.github.tempera.service.survey.Survey;
import io.github.tempera.service.survey.Surveys;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tempera survey list}. */
@Command(name = "list", description = "Shows the surveys of a database, the newest first.")
final class SurveyListCommand implements Runnable {
  @Mixin private SurveyStore store = new SurveyStore();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    List<Surveys.Listing> listings = store.with(Surveys::list);
    PrintWriter out = spec.commandLine().getOut();
    if (listings.isEmpty()) {
      out.println("There is no survey yet: 'tempera survey create' makes one.");
    }
    for (Surveys.Listing listing : listings) {
      Survey survey = listing.survey();
      out.printf(
          "%s  %s  %-6s  %3d participants  %2d pairs by %s  %s%n",
          survey.id(),
          survey.created().atZone(ZoneOffset.UTC).toLocalDate(),
          survey.closed().isPresent() ? "closed" : "open",
          listing.participants(),
          survey.pairs(),
          String.join(" and ", survey.models()),
          survey.title());
    }
    out.flush();
  }
}
