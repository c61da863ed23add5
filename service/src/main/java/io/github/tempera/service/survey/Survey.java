package io.github.tempera.service.survey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A survey as it was made.
 *
 * @param id random; the link that lets people in ends with it
 * @param title what participants read first
 * @param seed of the draw of the pairs
 * @param created when it was made
 * @param closed since when no answers are taken; empty while they are
 * @param items all paintings, by pair, those of a pair in the order that models were named
 */
public record Survey(
    String id,
    String title,
    long seed,
    Instant created,
    Optional<Instant> closed,
    List<Item> items) {
  /** Takes a copy. */
  public Survey {
    items = List.copyOf(items);
  }

  /** One or two names. */
  public List<String> models() {
    return items.stream().map(Item::model).distinct().toList();
  }

  /** How many pairs of content and style there are. */
  public int pairs() {
    return items.size() / models().size();
  }

  /** Where it is, below the address of the service. */
  public String path() {
    return "/survey/" + id;
  }
}
