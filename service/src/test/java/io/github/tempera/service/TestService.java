package io.github.tempera.service;

import java.time.Clock;
import java.util.function.UnaryOperator;

/** Services that go by a test's clock. */
public final class TestService {
  private TestService() {}

  /** As {@link Service#start(ServiceOptions)}, by that clock. */
  public static Service start(ServiceOptions options, Clock clock) {
    return Service.start(options, UnaryOperator.identity(), clock);
  }
}
