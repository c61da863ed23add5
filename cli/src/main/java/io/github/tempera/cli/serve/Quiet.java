package io.github.tempera.cli.serve;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Keeps libraries from telling how they start. */
public final class Quiet {
  // Loggers that nobody holds lose their level.
  private static final List<Logger> CHATTY =
      Stream.of("com.zaxxer", "io.javalin", "org.eclipse.jetty", "org.flywaydb")
          .map(Logger::getLogger)
          .toList();
  private static final Logger JAVALIN = Logger.getLogger("io.javalin.Javalin");

  private Quiet() {}

  /** Only what is wrong, unless whoever runs this has set loggers up. */
  public static void keep() {
    if (System.getProperty("java.util.logging.config.file") == null) {
      CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
      // That a port is taken is told in a sentence, which needs no stack trace before it.
      JAVALIN.setFilter(event -> !event.getMessage().startsWith("Failed to start"));
    }
  }
}
