package io.github.tempera.service.survey;

import java.util.List;
import java.util.Map;

/**
 * One participant's answer sheet.
 *
 * @param participant random; who knows it may fill in the sheet
 * @param items all paintings in this participant's own order
 * @param ratings those given so far, 1 to 10, by the item's id
 */
public record Sheet(String participant, List<Item> items, Map<String, Integer> ratings) {
  /** Takes copies. */
  public Sheet {
    items = List.copyOf(items);
    ratings = Map.copyOf(ratings);
  }
}
