package io.github.tempera.training.run;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileName;
import io.github.tempera.model.Vgg19Encoder;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.run.Setup.Session;
import io.github.tempera.training.show.EventFile;
import io.github.tempera.training.show.StageSheet;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.TrainOptions;
import io.github.tempera.training.trainer.Trainer;
import io.github.tempera.training.trainer.Trainer.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A training in a folder that holds all of it: checkpoint, model, losses, what there is to see. It
 * can be stopped anywhere, killed even, and resumed: it then goes on from its last checkpoint as if
 * it had never stopped.
 *
 * <pre>{@code
 * try (Run run = Run.start(folder, setup)) {
 *   run.train(listener);
 * }
 * }</pre>
 */
public final class Run implements AutoCloseable {
  private static final long REFRESH_NANOS = 30_000_000_000L;
  private static final int STAGES = 5;
  private static final int GUARDED = 2000;

  private final RunFolder folder;
  private final Trainer trainer;
  private final Session session;
  private final LossLog log;
  private final EventFile events;
  private final LossGuard guard;
  private final StageSheet stages;
  private final Report report;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private long saved = -1;

  /** Hears of what happens, from the thread that trains. */
  public interface Listener {
    /** An iteration is done. */
    void done(Step step);

    /** Something one should know: a sentence. */
    void say(String sentence);
  }

  /**
   * Starts a run.
   *
   * @param path a folder without a run, created if need be
   * @throws TemperaException if it holds one already, or the pictures or weights cannot be used;
   *     nothing was written then
   */
  public static Run start(Path path, Setup setup) {
    RunFolder.checkFree(path);
    PictureSet content = PictureSet.in(setup.content());
    PictureSet style = PictureSet.in(setup.style());
    Vgg19Encoder encoder = Setup.encoder(setup.encoder());
    Trainer.Data data = new Trainer.Data(content, style, encoder);
    Trainer trainer =
        Trainer.start(setup.options(), data, setup.initial(), setup.session().device());
    RunFolder folder = null;
    try {
      trainer.batches().at(0); // finds out whether any picture can be read
      folder = RunFolder.create(path);
      RunRecord record = Report.first(setup, data, trainer.processor());
      Run run = new Run(folder, trainer, data, setup.session(), record);
      Trainer.Data validation = data.validation(setup.options());
      folder.listValidation("content", validation.content());
      folder.listValidation("style", validation.style());
      run.save("running");
      return run;
    } catch (RuntimeException e) {
      trainer.close();
      if (folder != null) {
        folder.close();
      }
      throw e;
    }
  }

  /**
   * Goes on with a run.
   *
   * @param path its folder
   * @param moved where its data are now, for those that are elsewhere than they were
   * @param changes what is to be otherwise from here on: iterations, precision and threads may be
   * @throws TemperaException if there is none, if pictures, encoder or other options have changed,
   *     or if it is done
   */
  public static Run resume(
      Path path, Moved moved, UnaryOperator<TrainOptions> changes, Session session) {
    RunFolder folder = RunFolder.open(path);
    try {
      RunRecord record = RunRecord.read(folder.record()).resumed(moved, session);
      Path encoder = record.encoder() == null ? null : FileName.path(record.encoder());
      Trainer.Data data =
          new Trainer.Data(
              PictureSet.in(FileName.path(record.content().folder())),
              PictureSet.in(FileName.path(record.style().folder())),
              Setup.encoder(encoder));
      Trainer trainer = Trainer.resume(folder.checkpoint(), data, changes, session.device());
      try {
        if (trainer.iteration() >= trainer.options().learning().iterations()) {
          throw new TemperaException(
              "The run in %s has done its %d iterations: to go on, give it more by --iterations."
                  .formatted(path, trainer.iteration()));
        }
        return new Run(folder, trainer, data, session, record);
      } catch (RuntimeException e) {
        trainer.close();
        throw e;
      }
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /**
   * Data of a run that are elsewhere than when it was started.
   *
   * @param content folder of photographs; null for the same as then
   * @param style folder of paintings; null for the same as then
   * @param encoder file of the frozen encoder; null for the same as then
   */
  public record Moved(@Nullable Path content, @Nullable Path style, @Nullable Path encoder) {}

  private Run(
      RunFolder folder, Trainer trainer, Trainer.Data data, Session session, RunRecord record) {
    this.folder = folder;
    this.trainer = trainer;
    this.session = session;
    TrainOptions options = trainer.options();
    long iteration = trainer.iteration();
    guard = new LossGuard(options.learning().warmStart());
    log = new LossLog(folder.losses(), iteration);
    log.last(GUARDED).forEach(guard::see);
    events = EventFile.open(folder.path(), iteration);
    Trainer.Data shown =
        options.data().validation() > 0 ? data.validation(options) : data.training(options);
    stages = Gallery.of(folder.stages(), shown.content(), shown.style(), options.data().crop());
    stages.cut(iteration);
    report = new Report(folder, trainer, log, stages, record);
  }

  /** Its folder. */
  public Path folder() {
    return folder.path();
  }

  /** How many iterations are done. */
  public long iteration() {
    return trainer.iteration();
  }

  /** How many there are to be. */
  public long iterations() {
    return trainer.options().learning().iterations();
  }

  /** Share of the time since it was started or resumed that it waited for pictures, 0 to 1. */
  public double waitingShare() {
    return report.waitingShare();
  }

  /** What is known of pictures that were left out, by file. */
  public Map<Path, String> unreadable() {
    return trainer.batches().unreadable();
  }

  /** Sentences that one should know before it goes on. */
  public List<String> warnings() {
    return trainer.warnings();
  }

  /**
   * Trains until all iterations are done. When the thread that waits here is interrupted, the
   * iteration under way is finished and a checkpoint written first.
   *
   * @throws TemperaException if the loss is no finite number or explodes; the last checkpoint stays
   * @throws CancellationException if it was interrupted
   */
  public void train(Listener listener) {
    // A thread of its own, which nobody interrupts: interrupted writes would leave broken files.
    FutureTask<Void> task = new FutureTask<>(() -> loop(listener), null);
    new Thread(task, "tempera-training").start();
    boolean waiting = true;
    while (waiting) {
      waiting = false;
      try {
        task.get();
      } catch (InterruptedException e) {
        stopping.set(true);
        waiting = true;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    if (stopping.get()) {
      Thread.currentThread().interrupt();
      throw new CancellationException("stopped after iteration " + iteration());
    }
  }

  private void loop(Listener listener) {
    Map<Path, String> told = new TreeMap<>();
    refresh("running");
    long refreshed = System.nanoTime();
    try {
      while (!stopping.get() && iteration() < iterations()) {
        Step step = trainer.step();
        record(step);
        guard.see(step);
        listener.done(step);
        tell(listener, told);
        paintStage();
        if (step.iteration() % session.checkpointEvery() == 0 && guard.isCalm()) {
          save("running");
        } else if (System.nanoTime() - refreshed > REFRESH_NANOS) {
          refresh("running");
          refreshed = System.nanoTime();
        }
      }
    } catch (TemperaException e) {
      TemperaException failure = withCheckpoint(e);
      report.note(String.valueOf(failure.getMessage()));
      refresh("failed");
      throw failure;
    }
    if (saved < iteration() || iteration() >= iterations()) {
      save(iteration() < iterations() ? "stopped" : "done");
    } else {
      refresh("stopped");
    }
    report.problems().forEach(listener::say);
  }

  private void record(Step step) {
    log.add(step);
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("loss/content", step.content());
    if (step.iteration() > trainer.options().learning().warmStart()) {
      scalars.put("loss/style", step.style());
    }
    if (step.consistency() > 0) {
      scalars.put("loss/consistency", step.consistency());
    }
    scalars.put("loss/total", step.total());
    scalars.put("gradient/norm", step.norm());
    scalars.put("learning/rate", step.rate());
    scalars.put("speed/seconds", step.seconds());
    events.add(step.iteration(), scalars);
  }

  private void tell(Listener listener, Map<Path, String> told) {
    unreadable()
        .forEach(
            (file, reason) -> {
              if (told.put(file, reason) == null) {
                listener.say("Skipped, and not trained on: " + reason);
              }
            });
  }

  private void paintStage() {
    long done = iteration();
    if (stages.contents().isEmpty()) { // none of them can be read
      return;
    }
    for (int stage = 1; stage <= STAGES; stage++) {
      if (done == (stage * iterations() + STAGES - 1) / STAGES && !stages.has(done)) {
        stages.add(done, trainer.paint(stages.contents(), stages.styles()));
      }
    }
  }

  private TemperaException withCheckpoint(TemperaException e) {
    return e.withMessage(
        e.getMessage() + " The checkpoint of iteration " + Math.max(0, saved) + " is kept.");
  }

  /** A checkpoint, and the model as it stands. */
  private void save(String state) {
    log.flush();
    events.flush();
    trainer.checkpoint(folder.checkpoint());
    saved = iteration();
    if (saved > 0 && trainer.options().normalization() == Normalization.NONE) {
      trainer.model(report.card()).write(folder.model());
    }
    refresh(state);
  }

  private void refresh(String state) {
    log.flush();
    events.flush();
    report.write(state);
  }

  @Override
  public void close() {
    log.close();
    events.close();
    trainer.close();
    folder.close();
  }
}
