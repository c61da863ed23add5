package io.github.tempera.service.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Previews go before large paintings. */
@Timeout(60)
class LaneTest {
  private final Lane lane = new Lane(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void shutDown() {
    threads.shutdownNow();
  }

  private Future<String> preview() throws InterruptedException {
    Future<String> preview =
        threads.submit(
            () ->
                lane.urgent(
                    () -> {
                      begun.countDown();
                      try {
                        return end.await(50, TimeUnit.SECONDS) ? "preview" : "late";
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    assertThat(begun.await(50, TimeUnit.SECONDS)).isTrue();
    return preview;
  }

  @Test
  void aLargePaintingWaitsForThePreviewAndOnlyThen() throws Exception {
    lane.giveWay(); // for nobody
    Future<String> preview = preview();
    Future<Boolean> large =
        threads.submit(
            () -> {
              lane.giveWay();
              return end.getCount() == 0;
            });
    Thread.sleep(100);
    assertThat(large.isDone()).isFalse();
    end.countDown();
    assertThat(preview.get()).isEqualTo("preview");
    assertThat(large.get()).as("the preview had ended").isTrue();
  }

  @Test
  void previewsWithoutEndDoNotStopItForEver() throws Exception {
    Future<String> preview = preview();
    lane.giveWay();
    assertThat(preview.isDone()).isFalse();
    end.countDown();
  }

  @Test
  void whoWaitsCanBeCancelled() throws Exception {
    Future<String> preview = preview();
    Thread.currentThread().interrupt();
    assertThatThrownBy(lane::giveWay).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    end.countDown();
    assertThat(preview.get()).isEqualTo("preview");
  }
}
