package io.github.tempera.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.TemperaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OwnJavaTest {
  @Test
  void whatItWritesComesBack() {
    byte[] written = OwnJava.run(Worker.class, List.of("say", "one two"), "It failed.");
    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("one two");
  }

  @Test
  void itsPeakIsItsOwn() {
    byte[] here = new byte[300_000_000];
    byte[] written = OwnJava.run(Worker.class, List.of("peak"), "It failed.");
    long peak = Long.parseLong(new String(written, StandardCharsets.UTF_8));
    assertThat(peak).isLessThan(OwnJava.residentPeak());
    assertThat(here).hasSize(300_000_000);
  }

  @Test
  void anEndInFailureIsASentence() {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> OwnJava.run(Worker.class, List.of("fail"), "It failed."))
        .withMessage("It failed.");
  }

  @Test
  void interruptingEndsIt() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                OwnJava.run(Worker.class, List.of("sleep"), "It failed.");
              } catch (CancellationException e) {
                thrown.set(e);
              }
            });
    thread.start();
    while (worker().isEmpty()) {
      Thread.sleep(10);
    }
    ProcessHandle worker = worker().orElseThrow();
    thread.interrupt();
    thread.join();
    worker.onExit().get();
    assertThat(thrown.get()).isInstanceOf(CancellationException.class);
  }

  private static Optional<ProcessHandle> worker() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).findFirst();
  }

  /** What runs over there. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] arguments) {
      switch (arguments[0]) {
        case "say" -> System.out.print(arguments[1]);
        case "sleep" -> sleep();
        case "peak" -> System.out.print(OwnJava.residentPeak());
        default -> System.exit(3);
      }
    }

    private static void sleep() {
      try {
        Thread.sleep(600_000);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
