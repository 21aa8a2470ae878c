package dev.slipway.lint.config;

import dev.slipway.dockerfile.SourceFile;
import dev.slipway.lint.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Findings that are known and not told of again. A line holds rule, file and the text of the line:
/// it stays right when lines above it come and go.
public final class Baseline {
  private final Map<String, Integer> known = new HashMap<>();

  private Baseline() {}

  /// Reads what [#line] wrote, line by line.
  public static Baseline parse(String text) {
    var baseline = new Baseline();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        baseline.known.merge(line, 1, Integer::sum);
      }
    }
    return baseline;
  }

  /// How a finding is kept.
  public static String line(SourceFile source, Finding finding) {
    String text = source.line(finding.span().startLine()).strip();
    return finding.rule().name() + "\t" + source.name() + "\t" + text;
  }

  /// Those that are not known; each known one is taken once.
  public List<Finding> without(SourceFile source, List<Finding> findings) {
    var rest = new ArrayList<Finding>();
    for (Finding finding : findings) {
      String line = line(source, finding);
      int count = known.getOrDefault(line, 0);
      if (count > 0) {
        known.put(line, count - 1);
      } else {
        rest.add(finding);
      }
    }
    return rest;
  }
}
