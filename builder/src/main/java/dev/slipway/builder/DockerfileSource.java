package dev.slipway.builder;

import java.nio.file.Path;

/// Where a build's instructions are.
public sealed interface DockerfileSource {
  /// `Dockerfile` in the context, else `dockerfile`.
  record Usual() implements DockerfileSource {}

  /// A file of this machine, also outside of the context.
  record File(Path path) implements DockerfileSource {
    /// Makes the path absolute.
    public File {
      path = path.toAbsolutePath().normalize();
    }
  }
}
