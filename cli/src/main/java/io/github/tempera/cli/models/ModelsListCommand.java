package io.github.tempera.cli.models;

import io.github.tempera.model.ModelStore;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tempera models list}. */
@Command(name = "list", description = "Shows the models that are here, with their cards.")
final class ModelsListCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    ModelStore store = ModelStore.standard();
    List<ModelStore.Listing> models = store.list();
    for (ModelStore.Listing model : models) {
      model
          .card()
          .ifPresent(card -> Cards.print(card, model.bundled() ? "bundled" : "stored", out));
      model.damage().ifPresent(damage -> out.printf("%s  (damaged)%n  %s%n", model.name(), damage));
    }
    if (models.stream().noneMatch(model -> model.name().equals(ModelStore.FETCHABLE))) {
      out.printf(
          "%s  (not here yet)%n  Fetch it with: tempera models fetch %s%n",
          ModelStore.FETCHABLE, ModelStore.FETCHABLE);
    }
    out.println("Models are stored in " + store.folder());
    out.flush();
  }
}
