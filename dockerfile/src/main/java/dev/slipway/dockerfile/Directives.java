package dev.slipway.dockerfile;

import org.jspecify.annotations.Nullable;

/// The parser directives at the top of a Dockerfile.
///
/// @param escape the escape character, a backslash unless `# escape=` says a backquote
/// @param syntax the frontend image that `# syntax=` names
/// @param checks what `# check=` says
public record Directives(char escape, @Nullable Word syntax, CheckOptions checks) {
  /// Those of a file that has none.
  public static final Directives NONE = new Directives('\\', null, CheckOptions.NONE);
}
