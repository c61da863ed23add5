package io.github.tempera.cli.models;

import io.github.tempera.Progress;
import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.model.FetchOptions;
import io.github.tempera.model.ModelCard;
import io.github.tempera.model.ModelStore;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tempera models fetch}. */
@Command(
    name = "fetch",
    description = {
      "Downloads a model and checks that it is the expected one. A download that broke off is taken"
          + " up where it ended."
    },
    sortOptions = false)
final class ModelsFetchCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "The model: " + ModelStore.FETCHABLE + ".")
  private String name = "";

  @Option(
      names = "--encoder-url",
      paramLabel = "URL",
      description = "Where the encoder's checkpoint lies (default: ${DEFAULT-VALUE}).")
  private URI encoder = FetchOptions.DEFAULTS.encoder();

  private enum Decoder {
    tempera,
    paper
  }

  @Option(
      names = "--decoder",
      paramLabel = "WHICH",
      description =
          "tempera: the one that comes with Tempera, so that only the encoder is downloaded; paper:"
              + " that of the paper's authors as well, stored as "
              + ModelStore.PAPER
              + " (default: ${DEFAULT-VALUE}).")
  private Decoder which = Decoder.tempera;

  @Option(
      names = "--decoder-url",
      paramLabel = "URL",
      description = "Where the paper's decoder lies (default: ${DEFAULT-VALUE}).")
  private URI decoder = FetchOptions.DEFAULTS.decoder();

  @Option(
      names = "--accept-unverified",
      description = "Keep the weights even if they are not the expected ones.")
  private boolean acceptUnverified;

  @Option(names = "--overwrite", description = "Fetch it again although it is here.")
  private boolean overwrite;

  @Mixin private OutputOptions outputs = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    if (!name.equals(ModelStore.FETCHABLE)) {
      throw new TemperaException(
          "There is no model \"%s\" to fetch; %s is the one that can be fetched, with --decoder paper also %s."
              .formatted(name, ModelStore.FETCHABLE, ModelStore.PAPER));
    }
    FetchOptions options =
        FetchOptions.DEFAULTS
            .withAddresses(encoder, decoder)
            .withAcceptUnverified(acceptUnverified)
            .withReplace(overwrite);
    fetch(ModelStore.FETCHABLE, options);
    if (which == Decoder.paper) {
      fetch(ModelStore.PAPER, options);
    }
  }

  private void fetch(String model, FetchOptions options) {
    ModelCard card;
    try (FileBars bars = new FileBars()) {
      card = ModelStore.standard().fetch(model, options, bars);
    }
    if (!outputs.quiet()) {
      Cards.print(card, "stored", spec.commandLine().getOut());
    }
  }

  /** One bar after the other, a file each. */
  private final class FileBars implements Function<String, Progress>, AutoCloseable {
    private static final long KILOBYTE = 1000;

    private @Nullable Bar bar;

    @Override
    public Progress apply(String file) {
      close();
      Bar current = outputs.bar(file, "kB");
      bar = current;
      // A bar without a known end runs back and forth.
      return (done, total) -> current.update(done / KILOBYTE, total < 0 ? -1 : total / KILOBYTE);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
