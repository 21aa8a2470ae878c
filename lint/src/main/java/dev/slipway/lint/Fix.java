package dev.slipway.lint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change that mends a finding.
///
/// @param change what it does, in one line
/// @param edits of the Dockerfile's text; they do not overlap
/// @param file one that is written beside it, or null
public record Fix(String change, List<Edit> edits, @Nullable NewFile file) {
  /// Copies the edits.
  public Fix {
    edits = List.copyOf(edits);
  }

  /// One that edits the Dockerfile alone.
  public static Fix of(String change, List<Edit> edits) {
    return new Fix(change, edits, null);
  }

  /// One edit.
  public static Fix of(String change, Edit edit) {
    return new Fix(change, List.of(edit), null);
  }
}
