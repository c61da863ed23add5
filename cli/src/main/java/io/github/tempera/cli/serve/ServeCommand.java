package io.github.tempera.cli.serve;

import io.github.tempera.cli.common.Interruption;
import io.github.tempera.service.Service;
import io.github.tempera.service.ServiceOptions;
import io.github.tempera.service.http.HttpOptions;
import io.github.tempera.service.http.HttpServer;
import io.github.tempera.service.survey.SurveyRoutes;
import io.github.tempera.service.survey.Surveys;
import io.github.tempera.service.telegram.Bot;
import io.github.tempera.service.telegram.BotOptions;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tempera serve}. */
@Command(
    name = "serve",
    description = {
      "Serves style transfer to this machine or, with --host, to others: a web page, and an HTTP"
          + " API that /openapi.yaml describes. Ends with Ctrl-C or SIGTERM, finishing or handing"
          + " back what is under way.",
      "Every option may come from the environment instead, --queue-length as"
          + " TEMPERA_QUEUE_LENGTH, or from the file of --config, as a line queue-length=200. The"
          + " command line goes before the environment, and that before the file."
    },
    abbreviateSynopsis = true,
    sortOptions = false)
public final class ServeCommand implements Runnable {
  @Mixin private HttpSettings http = new HttpSettings();

  @Option(
      names = "--telegram",
      description = "Runs the Telegram bot, too, with the options below; see 'tempera bot --help'.")
  private boolean withBot;

  @Mixin private TelegramSettings telegram = new TelegramSettings();

  @Mixin private ServiceSettings service = new ServiceSettings();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Quiet.keep();
    // All are checked before anything is opened.
    ServiceOptions serviceOptions = service.options();
    HttpOptions httpOptions = http.options(service.closeWait());
    BotOptions botOptions = withBot ? telegram.options(System.getenv()) : null;
    Deque<Runnable> closings = new ArrayDeque<>();
    try {
      Service running = Service.start(serviceOptions);
      closings.push(running::close);
      HttpServer server = HttpServer.start(running, httpOptions, surveys(running));
      closings.push(server::close);
      if (botOptions != null) {
        Bot bot = Bot.start(running, botOptions);
        closings.push(bot::close);
      }
      say("Tempera serves at " + server.url());
      new CountDownLatch(1).await();
    } catch (InterruptedException asked) {
      say("Ending: no further requests; waiting for those under way.");
    } finally {
      // All in one: the process may end as soon as nothing is being written.
      Interruption.whole(() -> closings.forEach(Runnable::run));
    }
  }

  private static SurveyRoutes surveys(Service running) {
    Clock clock = running.clock();
    return new SurveyRoutes(new Surveys(running.database(), clock), clock);
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
