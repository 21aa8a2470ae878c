package dev.slipway.lint.report;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Span;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Fix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Findings as plain values, for programs.
public final class JsonReport {
  private JsonReport() {}

  /// `{"files": [{"file", "findings": [...], "mistakes": [...]}]}`
  public static Map<String, Object> document(List<FileReport> files) {
    var all = new ArrayList<Object>();
    for (FileReport file : files) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("file", file.source().name());
      var findings = new ArrayList<Object>();
      for (Finding finding : file.findings()) {
        findings.add(finding(finding));
      }
      entry.put("findings", findings);
      var mistakes = new ArrayList<Object>();
      for (Diagnostic mistake : file.mistakes()) {
        mistakes.add(mistake(mistake));
      }
      entry.put("mistakes", mistakes);
      all.add(entry);
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("files", all);
    return document;
  }

  private static Map<String, Object> finding(Finding finding) {
    var value = new LinkedHashMap<String, Object>();
    value.put("rule", finding.rule().name());
    value.put("kind", finding.rule().kind().label());
    value.put("level", finding.level().label());
    value.put("message", finding.message());
    value.put("reason", finding.rule().reason());
    value.put("remedy", finding.remedy());
    place(value, finding.span());
    Fix fix = finding.fix();
    if (fix != null) {
      value.put("fix", fix(fix));
    }
    return value;
  }

  private static Map<String, Object> fix(Fix fix) {
    var value = new LinkedHashMap<String, Object>();
    value.put("change", fix.change());
    var edits = new ArrayList<Object>();
    for (Edit edit : fix.edits()) {
      var each = new LinkedHashMap<String, Object>();
      place(each, edit.span());
      each.put("text", edit.text());
      edits.add(each);
    }
    value.put("edits", edits);
    if (fix.file() != null) {
      var file = new LinkedHashMap<String, Object>();
      file.put("path", fix.file().path());
      file.put("text", fix.file().text());
      value.put("file", file);
    }
    return value;
  }

  private static Map<String, Object> mistake(Diagnostic mistake) {
    var value = new LinkedHashMap<String, Object>();
    value.put("level", mistake.severity().label());
    value.put("message", mistake.message());
    if (mistake.remedy() != null) {
      value.put("remedy", mistake.remedy());
    }
    place(value, mistake.span());
    return value;
  }

  private static void place(Map<String, Object> into, Span span) {
    into.put("start", position(span.startLine(), span.startColumn()));
    into.put("end", position(span.endLine(), span.endColumn()));
  }

  private static Map<String, Object> position(int line, int column) {
    var value = new LinkedHashMap<String, Object>();
    value.put("line", line);
    value.put("column", column);
    return value;
  }
}
