package dev.slipway.builder;

import java.nio.file.Path;

/// Where a build's instructions are.
public sealed interface DockerfileSource {
  /// `Dockerfile` in the context, else `dockerfile`.
  record Usual() implements DockerfileSource {
    /// Written out: a record's own is put together at run time, which costs a short build
    /// milliseconds.
    @Override
    public String toString() {
      return "Usual[]";
    }
  }

  /// A file of this machine, also outside of the context.
  record File(Path path) implements DockerfileSource {
    /// Makes the path absolute.
    public File {
      path = path.toAbsolutePath().normalize();
    }

    @Override
    public String toString() {
      return "File[path=" + path + "]";
    }
  }

  /// A file of the context, wherever that is.
  record Inside(String path) implements DockerfileSource {}

  /// A web address.
  record Web(String address) implements DockerfileSource {}

  /// The instructions themselves.
  record Text(String text) implements DockerfileSource {
    @Override
    public String toString() {
      return "Text";
    }
  }
}
