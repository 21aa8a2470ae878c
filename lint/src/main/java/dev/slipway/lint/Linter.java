package dev.slipway.lint;

import java.util.ArrayList;
import java.util.List;

/// Asks rules about a Dockerfile.
public final class Linter {
  private Linter() {}

  /// What the rules that are not off find, in the order of the file.
  public static List<Finding> findings(Subject subject, List<Rule> rules, Levels levels) {
    var found = new ArrayList<Finding>();
    for (Rule rule : rules) {
      found.addAll(findings(subject, rule, levels));
    }
    sort(found);
    return found;
  }

  /// What one rule finds.
  public static List<Finding> findings(Subject subject, Rule rule, Levels levels) {
    Level level = levels.of(rule.about());
    if (level == Level.OFF) {
      return List.of();
    }
    var findings = new Findings(rule.about(), level);
    rule.look(subject, findings);
    return findings.all();
  }

  /// Puts findings into the order of the file; those of one place stay as they are.
  public static void sort(List<Finding> findings) {
    findings.sort((one, other) -> {
      int lines = Integer.compare(one.span().startLine(), other.span().startLine());
      return lines != 0
          ? lines
          : Integer.compare(one.span().startColumn(), other.span().startColumn());
    });
  }
}
