package dev.slipway.builder;

import java.nio.file.Path;

/// Where a build context is.
public sealed interface ContextSource {
  /// A directory of this machine, read in place.
  record Directory(Path path) implements ContextSource {
    /// Makes the path absolute.
    public Directory {
      path = path.toAbsolutePath().normalize();
    }

    /// Written out: a record's own is put together at run time, which costs a short build
    /// milliseconds.
    @Override
    public String toString() {
      return "Directory[path=" + path + "]";
    }
  }

  /// A Git repository: `https://host/repo.git#ref:directory`, and the other forms of `ADD`.
  record Git(String address) implements ContextSource {
    @Override
    public String toString() {
      return withoutPassword(address);
    }
  }

  /// A web address of an archive, or of a Dockerfile that needs no other file.
  record Web(String address) implements ContextSource {
    @Override
    public String toString() {
      return withoutPassword(address);
    }
  }

  /// An archive that is read once: a tar, plain or compressed.
  record Archive(StreamSource stream) implements ContextSource {
    @Override
    public String toString() {
      return "-";
    }
  }

  /// No file at all.
  record Empty() implements ContextSource {}

  /// An address as it may be shown and kept.
  private static String withoutPassword(String address) {
    return address.replaceFirst("://[^/@]*@", "://");
  }
}
