package io.github.tempera.cli.train;

import io.github.tempera.model.Architecture;
import io.github.tempera.training.run.Preset;
import io.github.tempera.training.run.TrainOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.function.Function;

/** The presets' numbers, for the help text: read from the presets themselves. */
public final class Defaults extends ListResourceBundle {
  @Override
  protected Object[][] getContents() {
    return new Object[][] {
      {"default.iterations", values(options -> options.learning().iterations())},
      {"default.batch", values(options -> options.data().batch())},
      {"default.crop", values(options -> options.data().crop())},
      {"default.short-side", values(options -> options.data().shortSide())},
      {"default.crops", values(options -> options.data().crops())},
      {"default.identity", values(options -> options.data().identity())},
      {"default.content-limit", values(options -> options.data().contentLimit())},
      {"default.style-limit", values(options -> options.data().styleLimit())},
      {"default.validation", values(options -> options.data().validation())},
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
    List<String> presets = new ArrayList<>();
    for (Preset preset : Preset.values()) {
      List<String> networks =
          Arrays.stream(Architecture.values())
              .map(network -> text(value.apply(preset.options(network))))
              .toList();
      String first = networks.get(0);
      if (networks.stream().allMatch(first::equals)) {
        presets.add(first);
      } else {
        List<String> named = new ArrayList<>();
        for (Architecture network : Architecture.values()) {
          named.add(networks.get(network.ordinal()) + " for " + network.id());
        }
        presets.add(String.join(", ", named));
      }
    }
    if (presets.stream().allMatch(presets.get(0)::equals)) {
      return presets.get(0);
    }
    List<String> named = new ArrayList<>();
    for (Preset preset : Preset.values()) {
      named.add(preset.id() + " " + presets.get(preset.ordinal()));
    }
    return String.join("; ", named);
  }

  private static String text(Object value) {
    return value.toString().toLowerCase(Locale.ROOT).replaceAll("\\.0(?=e|$)", "");
  }
}
