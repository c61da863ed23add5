package io.github.tempera.cli.train;

import io.github.tempera.training.show.RunServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server if one was asked for. */
final class ServerOrNone implements AutoCloseable {
  private final Optional<RunServer> server;

  ServerOrNone(Path folder, @Nullable Integer port) {
    server = Optional.ofNullable(port).map(number -> new RunServer(folder, number));
  }

  Optional<URI> address() {
    return server.map(RunServer::address);
  }

  @Override
  public void close() {
    server.ifPresent(RunServer::close);
  }
}
