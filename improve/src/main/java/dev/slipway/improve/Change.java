package dev.slipway.improve;

import dev.slipway.lint.Description;
import dev.slipway.lint.NewFile;
import java.util.List;

/// One change, and what there is after it.
///
/// @param rule whose finding it mends
/// @param what it does, in one line
/// @param message what was found
/// @param text the whole Dockerfile after it
/// @param files all files that are written beside it so far
public record Change(
    Description rule, String what, String message, String text, List<NewFile> files) {
  /// Copies the files.
  public Change {
    files = List.copyOf(files);
  }
}
