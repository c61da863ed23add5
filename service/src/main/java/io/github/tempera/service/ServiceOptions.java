package io.github.tempera.service;

import io.github.tempera.Compute;
import io.github.tempera.TemperaException;
import io.github.tempera.model.ModelStore;
import io.github.tempera.service.job.Limits;
import io.github.tempera.service.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a service runs.
 *
 * @param database as {@link Database#open}
 * @param pictureFolder where users' pictures lie; empty to keep them in the database
 * @param styleFolder further preset styles; empty for the project's own only
 * @param models where models come from
 * @param model name of the model that orders without one are painted with
 * @param compute what networks compute with
 * @param workers jobs painted at once by this process, 0 (only accepts) to 64
 * @param limits of the queue and of what is kept
 * @param closeWait how long closing waits for the jobs under way before it hands them back
 */
public record ServiceOptions(
    String database,
    Optional<Path> pictureFolder,
    Optional<Path> styleFolder,
    ModelStore models,
    String model,
    Compute compute,
    int workers,
    Limits limits,
    Duration closeWait) {
  /** Name of the database file where none is given. */
  public static final String DEFAULT_DATABASE = "tempera.db";

  /** A file in the working folder, the bundled model, a worker for each four processor cores. */
  public static final ServiceOptions DEFAULTS =
      new ServiceOptions(
          DEFAULT_DATABASE,
          Optional.empty(),
          Optional.empty(),
          ModelStore.standard(),
          ModelStore.BUNDLED,
          Compute.DEFAULTS,
          Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 4)),
          Limits.DEFAULTS,
          Duration.ofSeconds(20));

  /**
   * @throws TemperaException if a value is out of its range
   */
  public ServiceOptions {
    if (workers < 0 || workers > 64) {
      throw new TemperaException("The number of workers must be 0 to 64, not " + workers + ".");
    }
    if (closeWait.isNegative()) {
      throw new TemperaException("The time to wait when closing must not be negative.");
    }
  }

  /** These options with another database. */
  public ServiceOptions withDatabase(String newDatabase) {
    return new ServiceOptions(
        newDatabase,
        pictureFolder,
        styleFolder,
        models,
        model,
        compute,
        workers,
        limits,
        closeWait);
  }

  /** These options with other folders of users' pictures and of preset styles. */
  public ServiceOptions withFolders(Optional<Path> pictures, Optional<Path> styles) {
    return new ServiceOptions(
        database, pictures, styles, models, model, compute, workers, limits, closeWait);
  }

  /** These options with other models. */
  public ServiceOptions withModels(ModelStore newModels, String newModel) {
    return new ServiceOptions(
        database,
        pictureFolder,
        styleFolder,
        newModels,
        newModel,
        compute,
        workers,
        limits,
        closeWait);
  }

  /** These options with another use of the machine. */
  public ServiceOptions withCompute(Compute newCompute, int newWorkers) {
    return new ServiceOptions(
        database,
        pictureFolder,
        styleFolder,
        models,
        model,
        newCompute,
        newWorkers,
        limits,
        closeWait);
  }

  /** These options with other limits. */
  public ServiceOptions withLimits(Limits newLimits) {
    return new ServiceOptions(
        database,
        pictureFolder,
        styleFolder,
        models,
        model,
        compute,
        workers,
        newLimits,
        closeWait);
  }

  /** These options with another time to wait when closing. */
  public ServiceOptions withCloseWait(Duration newCloseWait) {
    return new ServiceOptions(
        database,
        pictureFolder,
        styleFolder,
        models,
        model,
        compute,
        workers,
        limits,
        newCloseWait);
  }
}
