package io.github.tempera.service.survey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.tempera.service.http.Problem;
import java.time.Clock;
import java.time.Duration;

/**
 * How often one client may do something: so many times at once, and then again as time passes. All
 * people in one house are one client, so it has room for a class that takes part together.
 */
final class Pace {
  private static final int MOST_CLIENTS = 100_000;

  private final int burst;
  private final Duration interval;
  private final Clock clock;
  // For each client, when all that it did will be forgotten, milliseconds since 1970.
  private final Cache<String, Long> forgotten;

  /**
   * @param burst how often at once
   * @param interval after which once more is allowed
   */
  Pace(int burst, Duration interval, Clock clock) {
    this.burst = burst;
    this.interval = interval;
    this.clock = clock;
    this.forgotten =
        Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .expireAfterWrite(interval.multipliedBy(burst))
            .build();
  }

  /**
   * Counts one time.
   *
   * @throws Problem 429, with Retry-After, if it is one too many
   */
  void step(String client) {
    long now = clock.millis();
    long step = interval.toMillis();
    forgotten
        .asMap()
        .compute(
            client,
            (name, known) -> {
              long from = known == null ? now : Math.max(known, now);
              long wait = from + step - now - burst * step;
              if (wait > 0) {
                throw Problem.of(
                        429, "too-fast", "You do this too often: wait a moment, then go on.")
                    .retryAfter((wait + 999) / 1000);
              }
              return from + step;
            });
  }
}
