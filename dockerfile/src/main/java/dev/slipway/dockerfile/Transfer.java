package dev.slipway.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `COPY` and `ADD` have in common: from where, to where, and with which attributes.
///
/// @param sources each expands to one path, wildcard pattern or address; they come before `files`
/// @param files those that stand in the Dockerfile itself
/// @param destination a file, or a directory where it ends with a slash
/// @param chown `user[:group]`, names or numbers
/// @param chmod an octal mode, or a symbolic one such as `u=rwX,go=rX`
/// @param link whether the copy is a layer of its own, whatever is below it
/// @param excludes patterns of what is left out; never expanded
public record Transfer(
    List<Template> sources,
    List<InlineFile> files,
    Template destination,
    @Nullable Template chown,
    @Nullable Template chmod,
    boolean link,
    List<Word> excludes) {

  /// Copies the lists.
  public Transfer {
    sources = List.copyOf(sources);
    files = List.copyOf(files);
    excludes = List.copyOf(excludes);
  }
}
