package io.github.tempera.service.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters behind the question mark of an address, each once. */
record Query(Map<String, List<String>> values) {

  /**
   * Reads them.
   *
   * @throws Problem if there is one of another name than these, or one twice
   */
  static Query of(Context ctx, String... names) {
    Set<String> known = new TreeSet<>(Set.of(names));
    Map<String, List<String>> values = ctx.queryParamMap();
    values.forEach(
        (name, given) -> {
          if (!known.contains(name)) {
            throw Problem.badValue(
                known.isEmpty()
                    ? "This address takes no query parameters: send values as fields of the form."
                    : "There is no query parameter '%s'; use %s."
                        .formatted(name, String.join(", ", known)));
          }
          if (given.size() > 1) {
            throw Problem.badValue("Give '%s' once, not %d times.".formatted(name, given.size()));
          }
        });
    return new Query(values);
  }

  /** The value of that name; empty where there is none, or nothing in it. */
  Optional<String> text(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
