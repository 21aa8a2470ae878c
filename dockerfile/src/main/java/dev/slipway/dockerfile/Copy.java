package dev.slipway.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `COPY [--from=F] [--chown=O] [--chmod=M] source... destination`.
///
/// @param from a stage's name or number, or an image; null is the build context. Never expanded.
/// @param sources at least one; each expands to one path or wildcard pattern
/// @param chown `user[:group]`, names or numbers
/// @param chmod an octal mode
public record Copy(
    Span span,
    String source,
    @Nullable Word from,
    List<Template> sources,
    Template destination,
    @Nullable Template chown,
    @Nullable Template chmod)
    implements Instruction {
  /// Copies the sources.
  public Copy {
    sources = List.copyOf(sources);
  }
}
