package io.github.tempera.service;

import io.github.tempera.TemperaException;
import io.github.tempera.service.catalogue.Catalogue;
import io.github.tempera.service.catalogue.PresetStyle;
import io.github.tempera.service.job.Jobs;
import io.github.tempera.service.job.Limits;
import io.github.tempera.service.job.Workers;
import io.github.tempera.service.painting.Paint;
import io.github.tempera.service.painting.Painter;
import io.github.tempera.service.store.Database;
import io.github.tempera.service.store.PictureStore;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * Style transfer as a service, without a way in yet: the queue and who works it off. What lets
 * people in (HTTP, Telegram) is built on one of these.
 *
 * <pre>{@code
 * try (Service service = Service.start(ServiceOptions.DEFAULTS)) {
 *   String content = service.pictures().put(Files.readAllBytes(Path.of("harbour.jpg")));
 *   Order order = Order.of(content, OrderedStyle.preset("woodcut"));
 *   Job job = service.jobs().accept("me", order, Optional.empty());
 *   Job ended = service.jobs().awaitEnd(job.id(), Duration.ofMinutes(1)).orElseThrow();
 *   byte[] painting = service.jobs().result(ended).orElseThrow();
 * }
 * }</pre>
 */
public final class Service implements AutoCloseable {
  private final ServiceOptions options;
  private final Clock clock;
  private final Database database;
  private final PictureStore pictures;
  private final Catalogue catalogue;
  private final Jobs jobs;
  private final Painter painter;
  private final Workers workers;
  private final AtomicBoolean closing = new AtomicBoolean();

  private Service(
      ServiceOptions options,
      Catalogue catalogue,
      Database database,
      UnaryOperator<Paint> paint,
      Clock clock) {
    Limits limits = options.limits();
    this.options = options;
    this.clock = clock;
    this.catalogue = catalogue;
    this.database = database;
    pictures = new PictureStore(database, options.pictureFolder(), limits.retention(), clock);
    jobs = new Jobs(database, pictures, limits, clock);
    painter =
        new Painter(
            pictures,
            id -> catalogue.preset(id).map(PresetStyle::picture),
            options.models(),
            options.compute(),
            limits.maxPixels());
    if (options.workers() > 0) {
      painter.stylizer(options.model());
    }
    workers =
        Workers.start(
            database, pictures, jobs, paint.apply(painter), options.workers(), limits, clock);
  }

  /**
   * Opens the database, takes back what an earlier process left unfinished, and starts to work.
   *
   * @throws TemperaException if something that the options name cannot be used
   */
  public static Service start(ServiceOptions options) {
    return start(options, UnaryOperator.identity(), Clock.systemUTC());
  }

  /** As the other, with something put around the painting, and by another clock. */
  static Service start(ServiceOptions options, UnaryOperator<Paint> paint, Clock clock) {
    // What is wrong with styles or model is said before anything is made.
    Catalogue catalogue = Catalogue.open(options.styleFolder(), options.limits().maxPixels());
    options.models().load(options.model());
    Database database = Database.open(options.database());
    try {
      return new Service(options, catalogue, database, paint, clock);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** The options that it was started with. */
  public ServiceOptions options() {
    return options;
  }

  /** What time it is, for all that is built on this. */
  public Clock clock() {
    return clock;
  }

  /** Where everything is kept. */
  public Database database() {
    return database;
  }

  /** Users' pictures and results. */
  public PictureStore pictures() {
    return pictures;
  }

  /** The queue. */
  public Jobs jobs() {
    return jobs;
  }

  /** The preset styles. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** For what is painted outside the queue. */
  public Painter painter() {
    return painter;
  }

  /** Whether work is being taken on: not closing, and the database answers. */
  public boolean ready() {
    return !closing.get() && database.answers();
  }

  /**
   * Ends: takes no further jobs on, waits for those under way as long as the options say, hands
   * back to the queue what is not done by then, and closes everything. Idempotent.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      workers.close(options.closeWait());
      painter.close();
      database.close();
    }
  }
}
