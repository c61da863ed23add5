package io.github.tempera.service;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.image.Format;
import io.github.tempera.image.Picture;
import io.github.tempera.image.WriteOptions;
import io.github.tempera.service.job.Job;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import io.github.tempera.service.painting.Paint;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A process that accepts jobs and paints them, and stops dead at a given moment for {@link KillIT}
 * to kill it there. Arguments: the database, the number of jobs, the {@link Moment}.
 */
final class KilledProcess {
  /** Where it stops and waits to be killed. */
  enum Moment {
    ACCEPTED,
    RUNNING,
    PAINTED
  }

  static final int WORKERS = 2;

  private KilledProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    int count = Integer.parseInt(arguments[1]);
    Moment moment = Moment.valueOf(arguments[2]);
    int workers = moment == Moment.ACCEPTED ? 0 : WORKERS;
    try (Service service =
        Service.start(
            options(arguments[0], workers), paint -> stopping(paint, moment), Clock.systemUTC())) {
      accept(service, count, id -> say("accepted " + id));
      new CountDownLatch(1).await();
    }
  }

  static ServiceOptions options(String database, int workers) {
    return ServiceOptions.DEFAULTS
        .withDatabase(database)
        .withCompute(new Compute(Precision.FLOAT32, Device.CPU, 1), workers);
  }

  /** As a client does that got no answer: each time the same again, under the same key. */
  static void accept(Service service, int count, Consumer<String> accepted) {
    for (int i = 0; i < count; i++) {
      String content = service.pictures().put(content(i));
      Order order = Order.of(content, OrderedStyle.preset("woodcut")).withFormat(Format.PNG, 92);
      Job job = service.jobs().accept("client " + i % 3, order, Optional.of("key " + i));
      accepted.accept(job.id());
    }
  }

  private static Paint stopping(Paint paint, Moment moment) {
    return (order, progress) -> {
      byte[] painting =
          paint.paint(
              order,
              (done, total) -> {
                progress.update(done, total);
                if (moment == Moment.RUNNING) {
                  say("running");
                  stop();
                }
              });
      if (moment == Moment.PAINTED) {
        say("painted");
        stop();
      }
      return painting;
    };
  }

  private static void stop() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] content(int i) {
    byte[] rgb = new byte[3 * 40 * 32];
    for (int p = 0; p < rgb.length; p++) {
      rgb[p] = (byte) (p * (i + 3));
    }
    return Picture.of(40, 32, rgb).encode(Format.PNG, WriteOptions.DEFAULTS);
  }

  private static synchronized void say(String word) {
    System.out.println(word);
    System.out.flush();
  }
}
