package dev.slipway.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ADD [--chown=O] [--chmod=M] source... destination`: a copy that unpacks local archives.
///
/// @param sources at least one; each expands to one path, wildcard pattern or address
/// @param chown `user[:group]`, names or numbers
/// @param chmod an octal mode
public record Add(
    Span span,
    String source,
    List<Template> sources,
    Template destination,
    @Nullable Template chown,
    @Nullable Template chmod)
    implements Instruction {
  /// Copies the sources.
  public Add {
    sources = List.copyOf(sources);
  }
}
