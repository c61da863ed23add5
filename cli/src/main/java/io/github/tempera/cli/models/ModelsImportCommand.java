package io.github.tempera.cli.models;

import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.ModelStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tempera models import}. */
@Command(
    name = "import",
    description =
        "Takes a VGG-19 encoder and a decoder from checkpoints (.pth, .safetensors), or a whole"
            + " model from the file that a training wrote.",
    sortOptions = false)
final class ModelsImportCommand implements Runnable {
  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What to call the model.")
  private String name = "";

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  /** Where the weights come from. */
  private static final class Source {
    @Option(
        names = "--model",
        required = true,
        paramLabel = "FILE",
        description = "A whole model's file.")
    private @Nullable Path model;

    @ArgGroup(exclusive = false)
    private Halves halves = new Halves();
  }

  /** A model in two checkpoints. */
  private static final class Halves {
    @Option(
        names = "--encoder",
        required = true,
        paramLabel = "FILE",
        description = "The encoder's checkpoint.")
    private Path encoder = Path.of("");

    @Option(
        names = "--decoder",
        paramLabel = "FILE",
        description = "The decoder's checkpoint (default: the decoder that comes with Tempera).")
    private @Nullable Path decoder;
  }

  @Option(names = "--overwrite", description = "Replace a model of that name.")
  private boolean overwrite;

  @Mixin private OutputOptions outputs = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    ModelCard card = importModel(ModelStore.standard());
    if (!outputs.quiet()) {
      Cards.print(card, "stored", spec.commandLine().getOut());
    }
  }

  private ModelCard importModel(ModelStore store) {
    if (source.model != null) {
      return store.importModel(name, source.model, overwrite);
    }
    return source.halves.decoder == null
        ? store.importEncoder(name, source.halves.encoder, overwrite)
        : store.importModel(name, source.halves.encoder, source.halves.decoder, overwrite);
  }
}
