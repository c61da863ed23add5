package io.github.tempera.cli.serve;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;

/** The help of a command of many options: they come under headings. */
final class OptionSections {
  private OptionSections() {}

  static String render(Help help) {
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    for (OptionSpec option : help.commandSpec().options()) {
      sections.computeIfAbsent(heading(option), heading -> new ArrayList<>()).add(option);
    }
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (heading, options) -> {
          Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
          layout.addOptions(options, help.parameterLabelRenderer());
          text.append("%n%s:%n".formatted(heading)).append(layout);
        });
    return text.toString();
  }

  private static String heading(OptionSpec option) {
    Class<?> from =
        option.userObject() instanceof Member member ? member.getDeclaringClass() : Help.class;
    if (from == HttpSettings.class) {
      return "Web page and API";
    }
    if (from == TelegramSettings.class || from == ServeCommand.class) {
      return "Telegram bot";
    }
    return option.usageHelp() || option.versionHelp() ? "Help" : "Storage, queue and painting";
  }
}
