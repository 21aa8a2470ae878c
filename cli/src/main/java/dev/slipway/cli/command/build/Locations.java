package dev.slipway.cli.command.build;

import dev.slipway.dockerfile.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Places in a file as BuildKit's JSON has them: a range for each line.
final class Locations {
  private Locations() {}

  static Map<String, Object> of(Span span) {
    var ranges = new ArrayList<Object>();
    for (int line = span.startLine(); line <= span.endLine(); line++) {
      var range = new java.util.LinkedHashMap<String, Object>();
      range.put("start", Map.of("line", line));
      range.put("end", Map.of("line", line));
      ranges.add(range);
    }
    return Map.of("ranges", List.copyOf(ranges));
  }
}
