package io.github.tempera.cli.serve;

import io.github.tempera.cli.common.ComputeOptions;
import io.github.tempera.service.ServiceOptions;
import io.github.tempera.service.job.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the service runs, whichever way people come in. */
public final class ServiceSettings {
  private static final ServiceOptions DEFAULTS = ServiceOptions.DEFAULTS;
  private static final Limits LIMITS = Limits.DEFAULTS;

  @Option(
      names = Settings.CONFIG,
      paramLabel = "FILE",
      description = "File of further options, lines such as port=8080 (default: none).")
  @SuppressWarnings("UnusedVariable") // Settings takes it from the parsed command line.
  private @Nullable Path config;

  @Option(
      names = Settings.DATABASE,
      paramLabel = "FILE|URL",
      description =
          "SQLite file, made where it is absent, or jdbc:postgresql://HOST/NAME?user=…&password=…"
              + " (default: "
              + ServiceOptions.DEFAULT_DATABASE
              // Not the value in force: it may hold a password.
              + "). Others on this machine can see a command's options: prefer TEMPERA_DATABASE.")
  private String database = DEFAULTS.database();

  @Option(
      names = "--picture-folder",
      paramLabel = "FOLDER",
      description = "Where users' pictures lie until their time is up, instead of in the database.")
  private @Nullable Path pictureFolder;

  @Option(
      names = "--style-folder",
      paramLabel = "FOLDER",
      description = "Pictures that are offered as preset styles, beside Tempera's own.")
  private @Nullable Path styleFolder;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model that paints where a client names none (default: ${DEFAULT-VALUE}); 'tempera models"
              + " list' shows them.")
  private String model = DEFAULTS.model();

  @Mixin private ComputeOptions compute = new ComputeOptions();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Jobs painted at once; 0 only accepts them for other processes (default:"
              + " ${DEFAULT-VALUE}).")
  private int workers = DEFAULTS.workers();

  @Option(
      names = "--queue-length",
      paramLabel = "N",
      description = "Jobs that may wait (default: ${DEFAULT-VALUE}).")
  private int queueLength = LIMITS.queueLength();

  @Option(
      names = "--jobs-per-client",
      paramLabel = "N",
      description = "Unfinished jobs that one client may have (default: ${DEFAULT-VALUE}).")
  private int jobsPerClient = LIMITS.jobsPerClient();

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description = "How long painting one picture may take (default: ${DEFAULT-VALUE}).")
  private long timeLimit = LIMITS.timeLimit().toSeconds();

  @Option(
      names = "--retention",
      paramLabel = "SECONDS",
      description =
          "How long pictures and results are kept after their last use (default:"
              + " ${DEFAULT-VALUE}).")
  private long retention = LIMITS.retention().toSeconds();

  @Option(
      names = "--remember",
      paramLabel = "SECONDS",
      description =
          "How long it is known that there was a job, after it ended (default: ${DEFAULT-VALUE}).")
  private long remember = LIMITS.remember().toSeconds();

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "The most pixels of a picture, width times height (default: ${DEFAULT-VALUE}).")
  private long maxPixels = LIMITS.maxPixels();

  @Option(
      names = "--max-picture-bytes",
      paramLabel = "N",
      description = "The most bytes of a picture (default: ${DEFAULT-VALUE}).")
  private long maxPictureBytes = LIMITS.maxBytes();

  @Option(
      names = "--close-wait",
      paramLabel = "SECONDS",
      description =
          "How long the jobs and requests under way may go on when the process is told to end"
              + " (default: ${DEFAULT-VALUE}).")
  private long closeWait = DEFAULTS.closeWait().toSeconds();

  /** The choices made. */
  public ServiceOptions options() {
    Limits limits =
        new Limits(
            queueLength,
            jobsPerClient,
            Duration.ofSeconds(timeLimit),
            Duration.ofSeconds(retention),
            Duration.ofSeconds(remember),
            maxPixels,
            maxPictureBytes);
    return DEFAULTS
        .withDatabase(database)
        .withFolders(Optional.ofNullable(pictureFolder), Optional.ofNullable(styleFolder))
        .withModels(DEFAULTS.models(), model)
        .withCompute(compute.compute(), workers)
        .withLimits(limits)
        .withCloseWait(closeWait());
  }

  /** How long what is under way may go on in the end. */
  public Duration closeWait() {
    return Duration.ofSeconds(closeWait);
  }
}
