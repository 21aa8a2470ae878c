package dev.slipway.lint.report;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Level;
import java.util.ArrayList;
import java.util.List;

/// Findings for people: the line with a caret, why, and what to do.
public final class TextReport {
  private TextReport() {}

  /// The whole text; each part ends with a line end.
  public static String of(List<FileReport> files) {
    var text = new StringBuilder();
    for (FileReport file : files) {
      for (Diagnostic mistake : file.mistakes()) {
        text.append(mistake.render(file.source())).append("\n\n");
      }
      for (Finding finding : file.findings()) {
        text.append(finding.diagnostic().render(file.source())).append('\n');
        Fix fix = finding.fix();
        if (fix != null) {
          text.append("fix: slipway improve --only ").append(finding.rule().name());
          text.append(" (").append(fix.change()).append(")\n");
        }
        text.append('\n');
      }
    }
    return text.append(summary(files)).append('\n').toString();
  }

  private static String summary(List<FileReport> files) {
    int errors = 0;
    int warnings = 0;
    int notes = 0;
    int fixes = 0;
    for (FileReport file : files) {
      errors += file.mistakes().size();
      for (Finding finding : file.findings()) {
        errors += finding.level() == Level.ERROR ? 1 : 0;
        warnings += finding.level() == Level.WARNING ? 1 : 0;
        notes += finding.level() == Level.NOTE ? 1 : 0;
        fixes += finding.fix() == null ? 0 : 1;
      }
    }
    String checked = files.size() == 1 ? "" : " in " + files.size() + " files";
    var parts = new ArrayList<String>();
    add(parts, errors, "error");
    add(parts, warnings, "warning");
    add(parts, notes, "note");
    if (parts.isEmpty()) {
      return "Nothing found" + checked + ".";
    }
    String mend = fixes == 0 ? "" : "; " + fixes + " can be mended by 'slipway improve'";
    return String.join(", ", parts) + checked + mend + ".";
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what + (count == 1 ? "" : "s"));
    }
  }
}
