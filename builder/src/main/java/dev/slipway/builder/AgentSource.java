package dev.slipway.builder;

import java.nio.file.Path;
import java.util.List;

/// Where an agent of `--ssh` is.
public sealed interface AgentSource {
  /// One that listens on a socket.
  record Socket(Path path) implements AgentSource {}

  /// One that is started for the build with these private keys.
  record Keys(List<Path> paths) implements AgentSource {
    /// Copies the paths.
    public Keys {
      paths = List.copyOf(paths);
    }
  }
}
