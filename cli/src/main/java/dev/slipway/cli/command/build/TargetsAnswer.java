package dev.slipway.cli.command.build;

import dev.slipway.builder.outline.Target;
import dev.slipway.cli.render.SafeText;
import dev.slipway.dockerfile.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `--call=targets` prints.
final class TargetsAnswer {
  private TargetsAnswer() {}

  static String text(List<Target> targets) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("TARGET", "DESCRIPTION"));
    for (Target target : targets) {
      String mark = !target.last() ? "" : target.name().isEmpty() ? "(default)" : " (default)";
      rows.add(List.of(target.name() + mark, SafeText.of(target.description())));
    }
    return Columns.of(rows, 1);
  }

  static Map<String, Object> document(List<Target> targets, SourceFile source) {
    var list = new ArrayList<Object>();
    for (Target target : targets) {
      var each = new LinkedHashMap<String, Object>();
      Columns.put(each, "name", target.name());
      if (target.last()) {
        each.put("default", true);
      }
      Columns.put(each, "description", target.description());
      Columns.put(each, "base", target.base());
      Columns.put(each, "platform", target.platform());
      each.put("location", Locations.of(target.span()));
      list.add(each);
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("targets", list);
    document.put("sources", List.of(CheckAnswer.encoded(source)));
    return document;
  }
}
