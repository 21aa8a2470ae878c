package dev.slipway.dockerfile;

import org.jspecify.annotations.Nullable;

/// The parser directives at the top of a Dockerfile.
///
/// @param escape the escape character, a backslash unless `# escape=` says a backquote
/// @param syntax the frontend image that `# syntax=` names
/// @param check the value of `# check=`
public record Directives(char escape, @Nullable Word syntax, @Nullable Word check) {
  /// Those of a file that has none.
  public static final Directives NONE = new Directives('\\', null, null);
}
