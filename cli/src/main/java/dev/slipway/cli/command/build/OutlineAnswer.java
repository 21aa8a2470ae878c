package dev.slipway.cli.command.build;

import dev.slipway.builder.outline.Outline;
import dev.slipway.cli.render.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `--call=outline` prints.
final class OutlineAnswer {
  private OutlineAnswer() {}

  static String text(Outline outline) {
    var text = new StringBuilder();
    if (!outline.name().isEmpty() || !outline.description().isEmpty()) {
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("TARGET:", outline.name().isEmpty() ? "(default)" : outline.name()));
      if (!outline.description().isEmpty()) {
        rows.add(List.of("DESCRIPTION:", SafeText.of(outline.description())));
      }
      text.append(Columns.of(rows, 1)).append('\n');
    }
    if (!outline.arguments().isEmpty()) {
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("BUILD ARG", "VALUE", "DESCRIPTION"));
      for (Outline.Argument each : outline.arguments()) {
        rows.add(
            List.of(
                SafeText.of(each.name()),
                SafeText.of(each.value()),
                SafeText.of(each.description())));
      }
      text.append(Columns.of(rows, 3)).append('\n');
    }
    mounted(text, "SECRET", outline.secrets());
    mounted(text, "SSH", outline.agents());
    return text.toString();
  }

  private static void mounted(StringBuilder text, String title, List<Outline.Mounted> mounts) {
    if (!mounts.isEmpty()) {
      var rows = new ArrayList<List<String>>();
      rows.add(List.of(title, "REQUIRED"));
      for (Outline.Mounted each : mounts) {
        rows.add(List.of(SafeText.of(each.name()), each.required() ? "true" : ""));
      }
      text.append(Columns.of(rows, 3)).append('\n');
    }
  }

  static Map<String, Object> document(Outline outline) {
    var document = new LinkedHashMap<String, Object>();
    Columns.put(document, "name", outline.name());
    Columns.put(document, "description", outline.description());
    var arguments = new ArrayList<Object>();
    for (Outline.Argument each : outline.arguments()) {
      var argument = new LinkedHashMap<String, Object>();
      argument.put("name", each.name());
      Columns.put(argument, "description", each.description());
      Columns.put(argument, "value", each.value());
      argument.put("location", Locations.of(each.span()));
      arguments.add(argument);
    }
    put(document, "args", arguments);
    put(document, "secrets", mounted(outline.secrets()));
    put(document, "ssh", mounted(outline.agents()));
    document.put("sources", List.of(CheckAnswer.encoded(outline.source())));
    return document;
  }

  private static void put(Map<String, Object> document, String name, List<Object> items) {
    if (!items.isEmpty()) {
      document.put(name, items);
    }
  }

  private static List<Object> mounted(List<Outline.Mounted> mounts) {
    var list = new ArrayList<Object>();
    for (Outline.Mounted each : mounts) {
      var mount = new LinkedHashMap<String, Object>();
      mount.put("name", each.name());
      if (each.required()) {
        mount.put("required", true);
      }
      mount.put("location", Locations.of(each.span()));
      list.add(mount);
    }
    return list;
  }
}
