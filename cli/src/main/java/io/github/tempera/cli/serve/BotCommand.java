package io.github.tempera.cli.serve;

import io.github.tempera.cli.common.Interruption;
import io.github.tempera.service.Service;
import io.github.tempera.service.ServiceOptions;
import io.github.tempera.service.telegram.Bot;
import io.github.tempera.service.telegram.BotOptions;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tempera bot}. */
@Command(
    name = "bot",
    description = {
      "Runs a Telegram bot that paints what people send it. Its token comes from the environment"
          + " (TEMPERA_TELEGRAM_TOKEN) or from a file. Ends with Ctrl-C or SIGTERM; what is under"
          + " way then goes on with the next start.",
      "One process may run a bot, any number may paint for it on the same database. Options may"
          + " come from the environment and from a file, as those of serve."
    },
    abbreviateSynopsis = true,
    sortOptions = false)
public final class BotCommand implements Runnable {
  @Mixin private TelegramSettings telegram = new TelegramSettings();

  @Mixin private ServiceSettings service = new ServiceSettings();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Quiet.keep();
    // Both are checked before anything is opened.
    ServiceOptions serviceOptions = service.options();
    BotOptions botOptions = telegram.options(System.getenv());
    Deque<Runnable> closings = new ArrayDeque<>();
    try {
      Service running = Service.start(serviceOptions);
      closings.push(running::close);
      Bot bot = Bot.start(running, botOptions);
      closings.push(bot::close);
      say("The bot is running.");
      bot.join();
    } catch (InterruptedException asked) {
      say("Ending: messages on their way may arrive.");
    } finally {
      // All in one: the process may end as soon as nothing is being written.
      Interruption.whole(() -> closings.forEach(Runnable::run));
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
