package io.github.tempera.service.painting;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.tempera.Style;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** The styles encoded so far, the ones used last, a few kilobytes each. */
final class Styles {
  private static final int MOST = 2000;

  private final AsyncCache<Key, Style> cache =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).buildAsync();

  /**
   * What a style depends on.
   *
   * @param picture hash of the encoded picture
   */
  record Key(String model, String picture) {}

  /** The style of that key: whoever asks first encodes it, whoever asks meanwhile waits for it. */
  Style get(Key key, Supplier<Style> encode) {
    while (true) {
      CompletableFuture<Style> mine = new CompletableFuture<>();
      CompletableFuture<Style> others = cache.asMap().putIfAbsent(key, mine);
      if (others == null) {
        return complete(mine, encode);
      }
      try {
        return others.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("Interrupted while another encoded the style");
      } catch (CancellationException | ExecutionException e) {
        // The other gave up or failed: its failure is its own, and may have been called off.
        cache.asMap().remove(key, others);
      }
    }
  }

  private static Style complete(CompletableFuture<Style> mine, Supplier<Style> encode) {
    try {
      Style style = encode.get();
      mine.complete(style);
      return style;
    } finally {
      if (!mine.isDone()) {
        mine.completeExceptionally(new CancellationException("Whoever encoded the style gave up"));
      }
    }
  }
}
