package dev.slipway.improve;

import dev.slipway.lint.NewFile;
import java.util.List;

/// A Dockerfile and the changes that are to be made, each on top of those before it.
///
/// @param original its text
public record Plan(String name, String original, List<Change> changes) {
  /// Copies the changes.
  public Plan {
    changes = List.copyOf(changes);
  }

  /// The text after the first `count` changes.
  public String text(int count) {
    return count == 0 ? original : changes.get(count - 1).text();
  }

  /// The files beside it after the first `count` changes.
  public List<NewFile> files(int count) {
    return count == 0 ? List.of() : changes.get(count - 1).files();
  }

  /// The text after all changes.
  public String text() {
    return text(changes.size());
  }

  /// The files beside it after all changes.
  public List<NewFile> files() {
    return files(changes.size());
  }
}
