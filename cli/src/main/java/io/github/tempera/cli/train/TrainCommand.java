package io.github.tempera.cli.train;

import io.github.tempera.Device;
import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.Bar;
import io.github.tempera.cli.common.Choices;
import io.github.tempera.cli.common.Interruption;
import io.github.tempera.cli.common.OutputOptions;
import io.github.tempera.model.Architecture;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.run.Run;
import io.github.tempera.training.run.Setup;
import io.github.tempera.training.trainer.Preset;
import io.github.tempera.training.trainer.TrainOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tempera train}. */
@Command(
    name = "train",
    resourceBundle = "io.github.tempera.cli.train.Defaults",
    description = {
      "Trains a network on a folder of photographs and one of paintings, by the paper's losses."
          + " The run's folder holds the model as it stands, a checkpoint, and everything there is"
          + " to see: open its index.html in a browser.",
      "Ctrl-C stops it after the iteration under way; --resume goes on as if it had never stopped."
    },
    footer = {
      "",
      "Examples:",
      "  tempera train --content photos --style paintings --out run --preset cpu",
      "  tempera train --resume run --iterations 20000"
    },
    sortOptions = false)
public final class TrainCommand implements Runnable {
  @Option(
      names = "--content",
      paramLabel = "DIR",
      description = "Folder of photographs, with the folders in it.")
  private @Nullable Path content;

  @Option(
      names = "--style",
      paramLabel = "DIR",
      description = "Folder of paintings, with the folders in it.")
  private @Nullable Path style;

  @Option(names = "--out", paramLabel = "RUN", description = "Folder for a new run.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = {
        "Goes on with the run in this folder, with the options it was started with. --iterations"
            + " may be raised; --content, --style and --encoder say where its data are now, if"
            + " elsewhere."
      })
  private @Nullable Path resume;

  @Option(
      names = "--preset",
      paramLabel = "classic|cpu",
      completionCandidates = Words.Presets.class,
      description = {
        "Options that belong together: the published recipe, or what two processor cores can do in"
            + " hours (default: classic)."
      })
  private @Nullable Preset preset;

  @Option(
      names = "--network",
      paramLabel = "${bundle:networks}",
      completionCandidates = Words.Networks.class,
      description =
          "Which network learns: of ${bundle:networks.decoder} the decoder, of"
              + " ${bundle:networks.whole} all (default: vgg19).")
  private @Nullable Architecture network;

  @Option(
      names = "--encoder",
      paramLabel = "FILE",
      description =
          "Frozen VGG-19 in whose space the losses live: .pth, safetensors or a vgg19 model"
              + " (default: that of the model vgg19, see 'tempera models fetch').")
  private @Nullable Path encoder;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Model file to start from (default: random weights by seed).")
  private @Nullable Path from;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the model is called (default: as the run's folder).")
  private @Nullable String name;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      description = "Under which terms the model may be used (default: not stated).")
  private @Nullable String licence;

  @Mixin private Recipe recipe = new Recipe();

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda",
      completionCandidates = Choices.Devices.class,
      description = "Where to compute (default: auto: CUDA where there is one).")
  private Device device = Device.AUTO;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Iterations between two checkpoints (default: ${DEFAULT-VALUE}).")
  private long checkpointEvery = Setup.Session.CHECKPOINT_EVERY;

  @Option(
      names = "--serve",
      arity = "0..1",
      fallbackValue = "0",
      paramLabel = "PORT",
      description =
          "Shows the run to browsers on this machine while it trains, at this port or any that is"
              + " free.")
  private @Nullable Integer port;

  @Mixin private OutputOptions outputs = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Lets a command line read and explain the words of its options. */
  public static void register(CommandLine line) {
    Words.register(line);
  }

  @Override
  public void run() {
    try (Run run = resume == null ? start() : resume(resume);
        ServerOrNone server = new ServerOrNone(run.folder(), port)) {
      PrintWriter to = spec.commandLine().getOut();
      if (!outputs.quiet()) {
        server.address().ifPresent(to::println);
        to.flush();
      }
      run.warnings().forEach(this::warn);
      train(run);
    }
  }

  private Run start() {
    if (content == null || style == null || out == null) {
      throw new TemperaException(
          "Give --content, --style and --out to start a run, or --resume to go on with one.");
    }
    TrainOptions preset =
        (this.preset == null ? Preset.CLASSIC : this.preset)
            .options(network == null ? Architecture.VGG19 : network);
    int pictures =
        Math.min(PictureSet.in(content).files().size(), PictureSet.in(style).files().size());
    TrainOptions options = recipe.start(preset, pictures);
    if (from != null) {
      options = recipe.withoutWarmStart(options);
    }
    return Run.start(
        out,
        new Setup(
            content,
            style,
            encoder,
            from,
            name == null ? nameOf(out) : name,
            licence == null ? "not stated" : licence,
            options,
            session()));
  }

  private Run resume(Path run) {
    List<String> given = new ArrayList<>();
    given.add(out == null ? "" : "--out");
    given.add(preset == null ? "" : "--preset");
    given.add(from == null ? "" : "--from");
    given.add(name == null ? "" : "--name");
    given.add(licence == null ? "" : "--licence");
    given.removeIf(String::isEmpty);
    if (!given.isEmpty()) {
      throw new TemperaException(
          "A run keeps what it was started with: leave out "
              + String.join(", ", given)
              + " when you --resume it.");
    }
    return Run.resume(
        run, new Run.Moved(content, style, encoder), then -> recipe.over(then, network), session());
  }

  private Setup.Session session() {
    String command =
        spec.root().commandLine().getParseResult().originalArgs().stream()
            .map(word -> word.contains(" ") ? "'" + word + "'" : word)
            .collect(Collectors.joining(" ", "tempera ", ""));
    return new Setup.Session(
        device, checkpointEvery, command, String.join(" ", spec.root().version()));
  }

  /** A folder's name as a model may be called. */
  private static String nameOf(Path folder) {
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    String plain =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceAll("^[^a-z0-9]+|[^a-z0-9_-]+$", "");
    return plain.isEmpty() ? "trained" : plain.substring(0, Math.min(64, plain.length()));
  }

  private void train(Run run) {
    // All of it must not be cut off: what is under way is finished and a checkpoint written.
    Interruption.whole(
        () -> {
          try (Bar bar = outputs.bar(run.folder().getFileName() + "", "it")) {
            Watch watch = new Watch(run, bar, spec, outputs.quiet());
            try {
              run.train(watch);
              watch.finished();
            } catch (CancellationException e) {
              watch.stopped();
              throw e;
            }
          }
        });
  }

  private void warn(String sentence) {
    spec.commandLine().getErr().println(sentence);
  }
}
