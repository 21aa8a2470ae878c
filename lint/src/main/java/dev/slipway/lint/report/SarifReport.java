package dev.slipway.lint.report;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Span;
import dev.slipway.lint.Description;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Finding;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Findings as SARIF 2.1.0 plain values, which code hosts show beside the lines.
public final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private final Map<String, Description> rules = new LinkedHashMap<>();
  private final List<Object> results = new ArrayList<>();

  private SarifReport() {}

  /// The whole document.
  ///
  /// @param version Slipway's
  public static Map<String, Object> document(List<FileReport> files, String version) {
    var report = new SarifReport();
    for (FileReport file : files) {
      report.add(file);
    }
    Map<String, Object> driver = map("name", "slipway", "version", version);
    driver.put("rules", report.descriptors());
    Map<String, Object> run = map("tool", map("driver", driver), "columnKind", "utf16CodeUnits");
    run.put("results", report.results);
    Map<String, Object> document = map("$schema", SCHEMA, "version", "2.1.0");
    document.put("runs", List.of(run));
    return document;
  }

  private static Map<String, Object> map(String key, Object value) {
    var map = new LinkedHashMap<String, Object>();
    map.put(key, value);
    return map;
  }

  private static Map<String, Object> map(String key, Object value, String other, Object second) {
    Map<String, Object> map = map(key, value);
    map.put(other, second);
    return map;
  }

  private List<Object> descriptors() {
    var all = new ArrayList<Object>();
    for (Description rule : rules.values()) {
      Map<String, Object> entry = map("id", rule.name());
      entry.put("shortDescription", map("text", rule.summary()));
      entry.put("fullDescription", map("text", rule.reason()));
      entry.put("properties", map("tags", List.of(rule.kind().label())));
      all.add(entry);
    }
    return all;
  }

  private void add(FileReport file) {
    String name = file.source().name();
    for (Diagnostic mistake : file.mistakes()) {
      Map<String, Object> result = map("level", "error", "message", map("text", mistake.message()));
      result.put("locations", List.of(location(name, mistake.span())));
      results.add(result);
    }
    for (Finding finding : file.findings()) {
      rules.putIfAbsent(finding.rule().name(), finding.rule());
      Map<String, Object> result = map("ruleId", finding.rule().name());
      result.put("level", level(finding.level()));
      String text = finding.message() + ". " + finding.remedy();
      result.put("message", map("text", text));
      result.put("locations", List.of(location(name, finding.span())));
      Fix fix = finding.fix();
      if (fix != null && !fix.edits().isEmpty()) {
        result.put("fixes", List.of(fix(name, fix)));
      }
      results.add(result);
    }
  }

  private static String level(Level level) {
    return switch (level) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "note";
      case OFF -> "none";
    };
  }

  private static Map<String, Object> location(String name, Span span) {
    return map(
        "physicalLocation", map("artifactLocation", map("uri", name), "region", region(span)));
  }

  private static Map<String, Object> region(Span span) {
    Map<String, Object> region =
        map("startLine", span.startLine(), "startColumn", span.startColumn());
    region.put("endLine", span.endLine());
    region.put("endColumn", span.endColumn());
    return region;
  }

  private static Map<String, Object> fix(String name, Fix fix) {
    var replacements = new ArrayList<Object>();
    for (Edit edit : fix.edits()) {
      replacements.add(
          map("deletedRegion", region(edit.span()), "insertedContent", map("text", edit.text())));
    }
    Map<String, Object> change =
        map("artifactLocation", map("uri", name), "replacements", replacements);
    return map("description", map("text", fix.change()), "artifactChanges", List.of(change));
  }
}
