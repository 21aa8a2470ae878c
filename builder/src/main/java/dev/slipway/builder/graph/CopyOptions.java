package dev.slipway.builder.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The flags of a `COPY` or `ADD`.
///
/// @param chown `user[:group]`; null keeps owners, which are root's in a build context
/// @param chmod null keeps modes
/// @param unpackLocal whether archives of the step's source are unpacked
/// @param unpackRemote whether downloaded ones are
/// @param parents whether the sources' parent directories are made as well
/// @param excludes patterns of what is left out below each source
/// @param link whether nothing below matters: the result is a layer of its own
public record CopyOptions(
    @Nullable String chown,
    @Nullable FileMode chmod,
    boolean unpackLocal,
    boolean unpackRemote,
    boolean parents,
    List<String> excludes,
    boolean link) {
  /// A `COPY` without flags.
  public static final CopyOptions COPY =
      new CopyOptions(null, null, false, false, false, List.of(), false);

  /// Copies the patterns.
  public CopyOptions {
    excludes = List.copyOf(excludes);
  }
}
