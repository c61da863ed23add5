package io.github.tempera.cli.train;

import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Networks;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.trainer.Preset;
import io.github.tempera.training.trainer.TrainOptions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names of networks and the presets' numbers, for the help text: read from where they stand. */
public final class Defaults extends ListResourceBundle {
  @Override
  protected Object[][] getContents() {
    return new Object[][] {
      {"networks", String.join("|", new Words.Networks())},
      {"networks.decoder", Networks.named(Description::hasVgg19Encoder)},
      {"networks.whole", Networks.named(network -> !network.hasVgg19Encoder())},
      {"networks.unmodulated", Networks.named(network -> !network.isModulated())},
      {"default.iterations", values(options -> options.learning().iterations())},
      {"default.batch", values(options -> options.data().batch())},
      {"default.crop", values(options -> options.data().crop())},
      {"default.short-side", values(options -> options.data().shortSide())},
      {"default.crops", values(options -> options.data().crops())},
      {"default.identity", values(options -> options.data().identity())},
      {"default.content-limit", values(options -> options.data().contentLimit())},
      {"default.style-limit", values(options -> options.data().styleLimit())},
      {"default.validation", values(options -> options.data().validation())},
      {"default.scales", values(options -> options.data().scales())},
      {"default.augment", values(options -> options.data().augment())},
      {"default.random-phase", values(options -> options.data().randomPhase() ? "on" : "off")},
      {"default.consistency", values(TrainOptions::consistency)},
      {"default.warm-start", values(options -> options.learning().warmStart())},
      {"default.optimizer", values(options -> options.learning().optimizer())},
      {"default.rate", values(options -> options.learning().rate())},
      {"default.warmup", values(options -> options.learning().warmup())},
      {"default.schedule", values(options -> options.learning().schedule())},
      {"default.clip", values(options -> options.learning().clip())},
      {"default.average", values(options -> options.learning().average())},
      {"default.threads", values(TrainOptions::threads)},
      {"default.seed", values(TrainOptions::seed)},
    };
  }

  /** One value, or one for each preset, or for each network in each. */
  private static String values(Function<TrainOptions, Object> value) {
    Map<String, String> presets = new LinkedHashMap<>();
    for (Preset preset : Preset.values()) {
      Map<String, String> networks = new LinkedHashMap<>();
      for (Architecture network : Architecture.values()) {
        networks.put(" for " + network.id(), text(value.apply(preset.options(network))));
      }
      presets.put(preset.id() + " ", together(networks, (name, one) -> one + name, ", "));
    }
    return together(presets, (name, one) -> name + one, "; ");
  }

  private static String together(
      Map<String, String> values, BinaryOperator<String> naming, String separator) {
    Set<String> different = new HashSet<>(values.values());
    return different.size() == 1
        ? different.iterator().next()
        : values.entrySet().stream()
            .map(entry -> naming.apply(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(separator));
  }

  private static String text(Object value) {
    return value.toString().toLowerCase(Locale.ROOT).replaceAll("\\.0(?=e|$)", "");
  }
}
