package io.github.tempera.service.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a client wants to wait for an answer: the header Prefer of RFC 7240. */
final class PreferredWait {
  private static final Pattern WAIT =
      Pattern.compile("(?i)(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})");
  private static final Pattern ASYNC =
      Pattern.compile("(?i)(?:^|[,;\\s])respond-async(?:$|[,;\\s])");

  private PreferredWait() {}

  static Duration of(Context ctx, HttpLimits limits) {
    String prefer = ctx.header("Prefer");
    if (prefer == null) {
      return limits.usualWait();
    }
    Matcher wait = WAIT.matcher(prefer);
    if (wait.find()) {
      Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
      return asked.compareTo(limits.longestWait()) < 0 ? asked : limits.longestWait();
    }
    return ASYNC.matcher(prefer).find() ? Duration.ZERO : limits.usualWait();
  }
}
