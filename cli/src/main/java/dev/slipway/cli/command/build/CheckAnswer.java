package dev.slipway.cli.command.build;

import dev.slipway.cli.Console;
import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.SafeText;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.check.Finding;
import dev.slipway.dockerfile.check.MarkedLines;
import dev.slipway.engine.build.CheckReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `--check` prints: findings on standard output, mistakes on standard error.
final class CheckAnswer {
  private final CheckReport report;
  private final Console console;

  CheckAnswer(CheckReport report, Console console) {
    this.report = report;
    this.console = console;
  }

  /// Returns the exit code.
  int print(BuildCall call) {
    if (call.json()) {
      console.out().println(JsonText.indented(document()));
    } else {
      printFindings();
      if (!report.findings().isEmpty() && !report.isBuildable()) {
        console.out().println("");
      }
    }
    console.out().flush();
    for (String note : report.notes()) {
      console.err().println("note: " + SafeText.of(note));
    }
    if (printMistakes()) {
      return 1;
    }
    return call.ignoresStatus() || report.findings().isEmpty() ? 0 : 1;
  }

  private void printFindings() {
    int count = report.findings().size();
    if (count > 0) {
      String counted =
          count == 1 ? "1 warning has been found!" : count + " warnings have been found!";
      console.out().println("Check complete, " + counted);
      for (Finding finding : report.inOrder()) {
        String address = finding.rule().address();
        console.out().println("");
        console
            .out()
            .println(
                "WARNING: " + finding.rule().name() + (address.isEmpty() ? "" : " - " + address));
        console.out().println(SafeText.of(finding.detail()));
        console.out().println(safe(MarkedLines.of(report.source(), finding.span())));
      }
    } else if (report.mistakes().isEmpty()) {
      console.out().println("Check complete, no warnings found.");
    }
  }

  private boolean printMistakes() {
    for (Diagnostic mistake : report.mistakes()) {
      console.err().println(safe(mistake.render(report.source())) + "\n");
    }
    int count = report.mistakes().size();
    if (count > 0) {
      String first = SafeText.of(report.mistakes().getFirst().message());
      console
          .err()
          .println("ERROR: " + first + (count == 1 ? "" : " (and " + (count - 1) + " more)"));
      return true;
    }
    if (!report.refused().isEmpty()) {
      console
          .err()
          .println("ERROR: lint violation found for rules: " + String.join(", ", report.refused()));
      return true;
    }
    return false;
  }

  private static String safe(String text) {
    var safe = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      safe.append(safe.isEmpty() ? "" : "\n").append(SafeText.of(line.replace('\t', ' ')));
    }
    return safe.toString();
  }

  /// Docker's document, without the step that sent the file and with all mistakes.
  private Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("warnings", report.findings().isEmpty() ? null : warnings());
    document.put("sources", List.of(source(report.source())));
    if (!report.mistakes().isEmpty()) {
      Diagnostic first = report.mistakes().getFirst();
      document.put("buildError", error(first.message(), Locations.of(first.span())));
      document.put("diagnostics", diagnostics());
    } else if (!report.refused().isEmpty()) {
      String message = "lint violation found for rules: " + String.join(", ", report.refused());
      document.put("buildError", error(message, Map.of()));
    }
    return document;
  }

  private static Map<String, Object> error(String message, Map<String, Object> location) {
    var error = new LinkedHashMap<String, Object>();
    error.put("message", message);
    error.put("location", location);
    return error;
  }

  private List<Object> warnings() {
    var warnings = new ArrayList<Object>();
    for (Finding finding : report.findings()) {
      var warning = new LinkedHashMap<String, Object>();
      warning.put("ruleName", finding.rule().name());
      warning.put("description", finding.rule().description());
      if (!finding.rule().address().isEmpty()) {
        warning.put("url", finding.rule().address());
      }
      warning.put("detail", finding.detail());
      warning.put("location", Locations.of(finding.span()));
      warnings.add(warning);
    }
    return warnings;
  }

  private List<Object> diagnostics() {
    var diagnostics = new ArrayList<Object>();
    for (Diagnostic mistake : report.mistakes()) {
      var diagnostic = new LinkedHashMap<String, Object>();
      diagnostic.put("severity", mistake.severity().label());
      diagnostic.put("message", mistake.message());
      if (mistake.reason() != null) {
        diagnostic.put("reason", mistake.reason());
      }
      if (mistake.remedy() != null) {
        diagnostic.put("remedy", mistake.remedy());
      }
      Span span = mistake.span();
      diagnostic.put("start", place(span.startLine(), span.startColumn()));
      diagnostic.put("end", place(span.endLine(), span.endColumn()));
      diagnostics.add(diagnostic);
    }
    return diagnostics;
  }

  private static Map<String, Object> place(int line, int column) {
    var place = new LinkedHashMap<String, Object>();
    place.put("line", line);
    place.put("column", column);
    return place;
  }

  private static Map<String, Object> source(SourceFile file) {
    var source = new LinkedHashMap<String, Object>();
    source.put("filename", file.name());
    source.put("data", encoded(file));
    source.put("language", "Dockerfile");
    return source;
  }

  static String encoded(SourceFile file) {
    return Base64.getEncoder().encodeToString(file.text().getBytes(StandardCharsets.UTF_8));
  }
}
