package dev.slipway.image.contents;

import java.util.List;

/// What a program consists of.
///
/// @param sections of the file, the largest first
/// @param modules whose code a Go program has, the largest first; `count` is of functions. Empty
///   for other programs, and for those of Go before 1.18
public record ProgramParts(String path, long size, List<Share> sections, List<Share> modules) {
  /// Copies the lists.
  public ProgramParts {
    sections = List.copyOf(sections);
    modules = List.copyOf(modules);
  }
}
