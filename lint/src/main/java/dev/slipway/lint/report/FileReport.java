package dev.slipway.lint.report;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.lint.Finding;
import java.util.List;

/// What is to be said of one file.
///
/// @param mistakes what keeps it from being built
public record FileReport(SourceFile source, List<Finding> findings, List<Diagnostic> mistakes) {
  /// Copies the lists.
  public FileReport {
    findings = List.copyOf(findings);
    mistakes = List.copyOf(mistakes);
  }
}
