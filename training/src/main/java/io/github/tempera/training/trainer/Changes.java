package io.github.tempera.training.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tempera.TemperaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What may be otherwise when a run is resumed. */
final class Changes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ALLOWED = Set.of("iterations", "precision", "threads");

  private Changes() {}

  /**
   * @throws TemperaException naming each option that would make another run of it
   */
  static void check(Checkpoint.State then, TrainOptions now) {
    List<String> differences = new ArrayList<>();
    compare("", JSON.valueToTree(then.options()), JSON.valueToTree(now), differences);
    if (!differences.isEmpty()) {
      throw new TemperaException(
          "The run cannot be resumed with other options than it was started with: "
              + String.join(", ", differences)
              + ". Leave them out, or start a new run.");
    }
    if (now.learning().iterations() < then.iteration()) {
      throw new TemperaException(
          "The run has done %d iterations already: iterations must be more than that, not %d."
              .formatted(then.iteration(), now.learning().iterations()));
    }
  }

  private static void compare(String name, JsonNode then, JsonNode now, List<String> differences) {
    if (then.isObject()) {
      for (Map.Entry<String, JsonNode> field : then.properties()) {
        compare(field.getKey(), field.getValue(), now.path(field.getKey()), differences);
      }
    } else if (!then.equals(now) && !ALLOWED.contains(name)) {
      differences.add("%s (%s then, %s now)".formatted(words(name), text(then), text(now)));
    }
  }

  /** {@code shortSide} as people write it. */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText().toLowerCase(Locale.ROOT) : value.toString();
  }

  /** What keeps the run from going on bit for bit as it would have. */
  static List<String> warnings(Checkpoint.State then, TrainOptions now, String processor) {
    List<String> warnings = new ArrayList<>();
    warn(warnings, "precision", text(then.options().precision()), text(now.precision()));
    warn(warnings, "number of threads", "" + then.options().threads(), "" + now.threads());
    warn(warnings, "kind of processor", then.processor(), processor);
    return warnings;
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void warn(List<String> warnings, String what, String then, String now) {
    if (!then.equals(now)) {
      warnings.add(
          "Another %s than before (%s then, %s now): the run goes on, but not bit for bit as if it had never stopped."
              .formatted(what, then, now));
    }
  }
}
