package dev.slipway.builder.explain;

import dev.slipway.builder.graph.Step;
import dev.slipway.builder.lower.Vertex;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where in a Dockerfile a step stands: what stays the same from build to build while values, files
/// and other lines change.
///
/// @param slot digits for its stage, its instruction's text and how often that came before
/// @param place digits for its stage and its number there
record StepSlot(String slot, String place) {

  /// The slots of a plan's steps, by their titles.
  static Map<String, StepSlot> of(List<Vertex> vertices) {
    Map<String, StepSlot> slots = new LinkedHashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Vertex vertex : vertices) {
      String stage = stage(vertex.title());
      String text = stage + "\0" + instruction(vertex);
      int times = seen.merge(text, 1, Integer::sum);
      slots.put(
          vertex.title(),
          new StepSlot(digits(text + "\0" + times), digits(stage + "\0" + number(vertex.title()))));
    }
    return slots;
  }

  /// A stage has one base, whatever its name. What a trigger of a base does stands in no line.
  private static String instruction(Vertex vertex) {
    String text = text(vertex.title());
    if (vertex.step() instanceof Step.BaseImage) {
      return vertex.title().startsWith("[") ? "FROM" : text;
    }
    return text.startsWith("ONBUILD ") ? text : vertex.instruction().source();
  }

  /// `[build 2/6] COPY . .` is of the stage `build`, `[2/6] COPY . .` of the only one.
  private static String stage(String title) {
    String label = label(title);
    int blank = label.indexOf(' ');
    return blank < 0 ? "" : label.substring(0, blank);
  }

  private static String number(String title) {
    String label = label(title);
    int slash = label.lastIndexOf('/');
    return slash < 0 ? label : label.substring(label.lastIndexOf(' ', slash) + 1, slash);
  }

  private static String label(String title) {
    int end = title.startsWith("[") ? title.indexOf("] ") : -1;
    return end < 0 ? title : title.substring(1, end);
  }

  /// `COPY . .`
  static String text(String title) {
    int end = title.startsWith("[") ? title.indexOf("] ") : -1;
    return end < 0 ? title : title.substring(end + 2);
  }

  /// FNV-1a: no secret depends on it, and loading a digest costs more.
  private static String digits(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return HexFormat.of().toHexDigits(hash);
  }
}
