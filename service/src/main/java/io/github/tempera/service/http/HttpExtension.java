package io.github.tempera.service.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Further addresses on the same port, behind the same doors. */
public interface HttpExtension {
  /**
   * How the paths begin that need no token, such as {@code /api/v1/surveys/}: what follows is a
   * secret itself, and lets in who knows it.
   */
  String open();

  /** Adds the routes. */
  void register(RoutesConfig routes, Requests requests);

  /** What the server knows of requests. */
  interface Requests {
    /** Who asks: a name that limits can be counted by. */
    String client(Context ctx);

    /**
     * The body, received within the server's limits.
     *
     * @throws Problem if it is too large or too slow, or too many arrive at once
     */
    byte[] body(Context ctx);
  }
}
