package dev.slipway.engine.build;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.check.Finding;
import java.util.Comparator;
import java.util.List;

/// What is to be said of a Dockerfile without building it.
///
/// @param findings as they were found
/// @param mistakes what would keep it from being built, in the order of the file
/// @param notes on the options of the checks
/// @param refused the names of the checks whose findings are errors, because the file says so
public record CheckReport(
    SourceFile source,
    List<Finding> findings,
    List<Diagnostic> mistakes,
    List<String> notes,
    List<String> refused) {
  /// Copies the lists.
  public CheckReport {
    findings = List.copyOf(findings);
    mistakes = List.copyOf(mistakes);
    notes = List.copyOf(notes);
    refused = List.copyOf(refused);
  }

  /// The findings in the order of the file.
  public List<Finding> inOrder() {
    return findings.stream()
        .sorted(Comparator.comparingInt(finding -> finding.span().startLine()))
        .toList();
  }

  /// Whether a build would get as far as its first step.
  public boolean isBuildable() {
    return mistakes.isEmpty() && refused.isEmpty();
  }
}
