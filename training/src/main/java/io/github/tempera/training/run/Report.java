package io.github.tempera.training.run;

import io.github.tempera.model.ModelCard;
import io.github.tempera.training.run.RunRecord.Pictures;
import io.github.tempera.training.run.RunRecord.Progress;
import io.github.tempera.training.show.LossChart;
import io.github.tempera.training.show.RunPage;
import io.github.tempera.training.show.StageSheet;
import io.github.tempera.training.trainee.Normalization;
import io.github.tempera.training.trainer.TrainOptions;
import io.github.tempera.training.trainer.Trainer;
import io.github.tempera.training.trainer.Trainer.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Writes down and draws how a run stands: run.json, losses.png, stages.png, index.html. */
final class Report {
  private static final int RECENT = 100;
  private static final int CONTENT = 0x2B5F9E;
  private static final int STYLE = 0xC2571A;
  private static final int CONSISTENCY = 0x3D8B4F;
  private static final int WARM = 0x7A7A7A;

  private final RunFolder folder;
  private final Trainer trainer;
  private final LossLog log;
  private final StageSheet stages;
  private final RunRecord start;
  private final double secondsBefore;
  private final List<String> notes = new ArrayList<>();
  private final Set<String> problems = new LinkedHashSet<>();

  Report(RunFolder folder, Trainer trainer, LossLog log, StageSheet stages, RunRecord start) {
    this.folder = folder;
    this.trainer = trainer;
    this.log = log;
    this.stages = stages;
    this.start = start;
    this.secondsBefore = trainer.seconds();
  }

  /** What is written down of a run that begins. */
  static RunRecord first(Setup setup, Trainer.Data data, String processor) {
    TrainOptions options = setup.options();
    Trainer.Data training = data.training(options);
    Trainer.Data validation = data.validation(options);
    return new RunRecord(
        setup.name(),
        setup.licence(),
        List.of(setup.session().command()),
        setup.session().code(),
        options,
        Pictures.of(data.content(), training.content(), validation.content()),
        Pictures.of(data.style(), training.style(), validation.style()),
        RunRecord.absolute(setup.encoder()),
        data.encoder().fingerprint(),
        RunRecord.absolute(setup.from()),
        "",
        new Progress("running", 0, 0, 0, 0, 0, 0, 0),
        notes(options, processor),
        Map.of());
  }

  private static List<String> notes(TrainOptions options, String processor) {
    List<String> notes = new ArrayList<>();
    if (options.normalization() != Normalization.NONE) {
      notes.add(
          "The decoder has %s normalization, which shows why there is none: no network of Tempera has such a layer, so no model.safetensors is written."
              .formatted(options.normalization().name().toLowerCase(Locale.ROOT)));
    }
    if (processor.startsWith("cuda")) {
      notes.add("CUDA does not promise that a run repeats bit for bit.");
    }
    return notes;
  }

  /** Adds a sentence to what is written down. */
  void note(String sentence) {
    notes.add(sentence);
  }

  /** What could not be drawn. */
  Set<String> problems() {
    return problems;
  }

  double waitingShare() {
    double seconds = trainer.seconds() - secondsBefore;
    return seconds > 0 ? Math.min(1, trainer.batches().secondsWaited() / seconds) : 0;
  }

  /** The latest iterations that have the same loss. */
  private List<Step> recent() {
    List<Step> last = log.last(RECENT);
    return last.isEmpty() || isWarm(last.get(last.size() - 1))
        ? last
        : last.stream().filter(step -> !isWarm(step)).toList();
  }

  private boolean isWarm(Step step) {
    return step.iteration() <= trainer.options().learning().warmStart();
  }

  private double mean(ToDoubleFunction<Step> value) {
    return recent().stream().mapToDouble(value).average().orElse(0);
  }

  private RunRecord record(String state) {
    List<String> all = new ArrayList<>(start.notes());
    all.addAll(notes);
    problems.stream().filter(problem -> !all.contains(problem)).forEach(all::add);
    int enlarged = trainer.batches().enlarged();
    if (enlarged > 0) {
      all.add(
          "%d of the pictures read since the last start have a shorter side below %d pixels and were enlarged to it."
              .formatted(enlarged, trainer.batches().shortest()));
    }
    Map<String, String> unreadable = new TreeMap<>(start.unreadable());
    trainer
        .batches()
        .unreadable()
        .forEach((file, reason) -> unreadable.put(file.toString(), reason));
    return new RunRecord(
        start.name(),
        start.licence(),
        start.commands(),
        start.code(),
        trainer.options(),
        start.content(),
        start.style(),
        start.encoder(),
        start.encoderFingerprint(),
        start.from(),
        machine(),
        new Progress(
            state,
            trainer.iteration(),
            trainer.seconds(),
            mean(Step::content),
            mean(Step::style),
            mean(Step::consistency),
            mean(Step::total),
            waitingShare()),
        all,
        unreadable);
  }

  private String machine() {
    return "%s %s, %d processors, Java %s, %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version"),
            trainer.processor());
  }

  /** The card of the model as it stands. */
  ModelCard card() {
    TrainOptions options = trainer.options();
    TreeMap<String, String> provenance = new TreeMap<>();
    provenance.put("source", "trained by tempera train");
    provenance.put("training", String.join("; then: ", start.commands()));
    provenance.put(
        "data", data(start.content(), "contents") + "; " + data(start.style(), "styles"));
    provenance.put("seed", "" + options.seed());
    provenance.put("iterations", "" + trainer.iteration());
    provenance.put("seconds", "" + Math.round(trainer.seconds()));
    provenance.put(
        "losses",
        text(
            "content %.3f, style %.4f (means of the last %d iterations of training)",
            mean(Step::content), mean(Step::style), recent().size()));
    provenance.put("code", start.code());
    provenance.put("judge", "VGG-19 encoder " + start.encoderFingerprint());
    return new ModelCard(
        start.name(),
        options.network(),
        start.licence(),
        "The network %s, trained for %d iterations."
            .formatted(options.network().id(), trainer.iteration()),
        provenance);
  }

  private static String data(Pictures pictures, String kind) {
    return "%d of %d %s (SHA-256 of the list %s)"
        .formatted(pictures.training(), pictures.found(), kind, pictures.fingerprint());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  void write(String state) {
    draw("losses.png", this::chart);
    draw("stages.png", () -> stages.write(folder.sheet()));
    RunRecord record = record(state);
    record.write(folder.record());
    boolean running = state.equals("running");
    List<String> messages = new ArrayList<>(record.notes());
    if (!record.unreadable().isEmpty()) {
      messages.add(
          record.unreadable().size() + " pictures could not be read; run.json lists them.");
    }
    RunPage.write(folder.path(), record.name(), running, numbers(record), messages);
  }

  /** A system without fonts cannot draw; that is no reason not to train. */
  private void draw(String file, Runnable drawing) {
    try {
      drawing.run();
    } catch (RuntimeException | LinkageError | InternalError e) {
      problems.add(file + " cannot be drawn on this system: " + e + ".");
    }
  }

  private void chart() {
    LossChart chart = new LossChart(start.name());
    add(chart, "warm start", WARM, log.steps().stream().filter(this::isWarm), Step::content);
    add(chart, "content loss", CONTENT, learning(), Step::content);
    add(chart, "style loss", STYLE, learning(), Step::style);
    if (trainer.options().consistency() > 0) {
      add(chart, "consistency", CONSISTENCY, learning(), Step::consistency);
    }
    chart.write(folder.chart());
  }

  private Stream<Step> learning() {
    return log.steps().stream().filter(step -> !isWarm(step));
  }

  private static void add(
      LossChart chart, String name, int color, Stream<Step> steps, ToDoubleFunction<Step> value) {
    List<Step> all = steps.toList();
    chart.add(
        name,
        color,
        all.stream().map(Step::iteration).toList(),
        all.stream().map(value::applyAsDouble).toList());
  }

  private Map<String, String> numbers(RunRecord record) {
    TrainOptions options = trainer.options();
    Progress progress = record.progress();
    double pace = recent().stream().mapToDouble(Step::seconds).average().orElse(0);
    double left = pace * (options.learning().iterations() - progress.iteration());
    Map<String, String> numbers = new LinkedHashMap<>();
    numbers.put("state", progress.state());
    numbers.put(
        "iteration", text("%,d of %,d", progress.iteration(), options.learning().iterations()));
    numbers.put("content loss, last " + RECENT, text("%.3f", progress.content()));
    numbers.put("style loss, last " + RECENT, text("%.4f", progress.style()));
    if (options.consistency() > 0) {
      numbers.put("consistency, last " + RECENT, text("%.5f", progress.consistency()));
    }
    numbers.put("total, last " + RECENT, text("%.3f", progress.total()));
    numbers.put("an iteration", text("%.2f s", pace));
    numbers.put("time so far", words(progress.seconds()));
    if (progress.state().equals("running")) {
      numbers.put("time left", words(left));
    }
    numbers.put("waited for pictures", text("%.1f %%", 100 * progress.waitingShare()));
    numbers.put("network", options.network().id());
    numbers.put(
        "pictures trained on",
        record.content().training() + " contents, " + record.style().training() + " styles");
    numbers.put("seed", "" + options.seed());
    return numbers;
  }

  /** A time in words. */
  private static String words(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %02d s".formatted(whole / 60, whole % 60)
        : "%d h %02d min".formatted(whole / 3600, whole / 60 % 60);
  }
}
