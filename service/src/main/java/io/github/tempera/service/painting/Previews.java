package io.github.tempera.service.painting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.tempera.StylizeOptions;
import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The previews that are held, each until nobody has asked for it for a while. Safe for use by
 * several threads.
 */
public final class Previews implements AutoCloseable {
  /**
   * Previews whose content stays encoded, with the finest strokes in some 20 MB; the others are
   * encoded again.
   */
  private static final int AWAKE = 32;

  private static final int ID_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Preview> previews;
  private final Cache<String, Preview> awake;

  /**
   * None yet.
   *
   * @param idle how long one is held that nobody asks for
   * @param clock of the service
   */
  public Previews(Duration idle, Clock clock) {
    this.previews =
        Caffeine.newBuilder()
            .expireAfterAccess(idle)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .scheduler(Scheduler.systemScheduler())
            .<String, Preview>removalListener((id, preview, cause) -> closed(id, preview))
            .build();
    this.awake =
        Caffeine.newBuilder()
            .maximumSize(AWAKE)
            .<String, Preview>removalListener(
                (id, preview, cause) -> {
                  if (cause.wasEvicted() && preview != null) {
                    preview.rest();
                  }
                })
            .build();
  }

  /**
   * Holds a preview.
   *
   * @return its id, unguessable
   */
  public String hold(Preview preview) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    previews.put(id, preview);
    return id;
  }

  /** The preview of that id, while it is held. */
  public Optional<Preview> find(String id) {
    return Optional.ofNullable(previews.getIfPresent(id));
  }

  /**
   * Paints a preview as a JPEG, while large paintings wait.
   *
   * @param id of it
   * @param weights one a style, or none for equal ones; without effect where there are masks
   * @param pictures gives a style's picture, which is asked for to recolour it
   * @return empty if it was let go of meanwhile
   * @throws TemperaException if the stroke is finer than for previews, or the weights are not right
   */
  public Optional<byte[]> paint(
      String id,
      Preview preview,
      StylizeOptions options,
      List<Double> weights,
      Function<StyleRef, Picture> pictures) {
    Optional<byte[]> jpeg = preview.paint(options, weights, pictures);
    awake.put(id, preview);
    if (!previews.asMap().containsKey(id)) {
      // It was let go of while it was painted.
      awake.invalidate(id);
    }
    return jpeg;
  }

  /** Lets go of a preview. */
  public void letGo(String id) {
    previews.invalidate(id);
  }

  /** How many are held for a client. */
  public long count(String client) {
    previews.cleanUp();
    return previews.asMap().values().stream().filter(p -> p.client().equals(client)).count();
  }

  /** How many are held. */
  public long count() {
    previews.cleanUp();
    return previews.estimatedSize();
  }

  private void closed(@Nullable String id, @Nullable Preview preview) {
    if (id != null && preview != null) {
      preview.close();
      awake.invalidate(id);
    }
  }

  /** Lets go of every preview. */
  @Override
  public void close() {
    previews.invalidateAll();
    previews.cleanUp();
  }
}
