package dev.slipway.builder.copy;

import dev.slipway.dockerfile.ignore.IgnoreRules;
import org.jspecify.annotations.Nullable;

/// One source of a `COPY` or `ADD`, before its files are looked for.
///
/// @param path in `files`; a wildcard pattern where `wildcards` says so
/// @param unpack whether an archive gives its content
/// @param parents whether the directories above it are copied as well: those after a `/./`, or all
/// @param excludes of what is below the source; null is nothing
public record CopySelector(
    SourceFiles files,
    String path,
    boolean wildcards,
    boolean unpack,
    boolean parents,
    @Nullable IgnoreRules excludes) {

  /// A path or wildcard pattern.
  public static CopySelector pattern(SourceFiles files, String path) {
    return new CopySelector(files, path, true, false, false, null);
  }

  /// All that `files` has, under its own name where it is one file.
  public static CopySelector exactly(SourceFiles files, String path) {
    return new CopySelector(files, path, false, false, false, null);
  }

  public CopySelector unpacking(boolean value) {
    return new CopySelector(files, path, wildcards, value, parents, excludes);
  }

  public CopySelector withParents(boolean value) {
    return new CopySelector(files, path, wildcards, unpack, value, excludes);
  }

  public CopySelector without(@Nullable IgnoreRules value) {
    return new CopySelector(files, path, wildcards, unpack, parents, value);
  }
}
