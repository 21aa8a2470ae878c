package dev.slipway.builder.graph;

import org.jspecify.annotations.Nullable;

/// One thing that `COPY` or `ADD` copies.
public sealed interface CopyInput {

  /// A path or wildcard pattern, from the root of the step's [CopySource].
  record Pattern(String path) implements CopyInput {}

  /// A path without wildcards, from the same root.
  record Exact(String path) implements CopyInput {}

  /// A file that stands in the Dockerfile.
  record Text(String name, String content) implements CopyInput {}

  /// A file to be fetched by HTTP.
  ///
  /// @param name what it is called in a destination directory
  /// @param checksum what its bytes must have; null is anything
  record Download(String address, String name, @Nullable Checksum checksum) implements CopyInput {}

  /// A Git repository at one of its commits.
  ///
  /// @param keepGitDirectory whether `.git` is copied as well
  /// @param checksum what the commit's ID begins with; null is anything
  record Repository(GitAddress address, boolean keepGitDirectory, @Nullable String checksum)
      implements CopyInput {}
}
