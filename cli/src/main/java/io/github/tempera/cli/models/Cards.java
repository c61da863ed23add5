package io.github.tempera.cli.models;

import io.github.tempera.model.ModelCard;
import java.io.PrintWriter;

/** Prints model cards. */
final class Cards {
  private Cards() {}

  /**
   * @param remark what to say of the model beside its name
   */
  static void print(ModelCard card, String remark, PrintWriter out) {
    out.printf("%s  (network %s, %s)%n", card.name(), card.network().id(), remark);
    if (!card.description().isBlank()) {
      out.println("  " + card.description());
    }
    out.println("  licence: " + card.licence());
    card.provenance().forEach((topic, text) -> out.println("  " + topic + ": " + text));
    out.flush();
  }
}
