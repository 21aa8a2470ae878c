package dev.slipway.cli.command.dockerfile;

import dev.slipway.cli.render.SafeText;
import dev.slipway.dockerfile.graph.Origin;
import dev.slipway.dockerfile.graph.StageGraph;
import java.util.ArrayList;
import java.util.List;

/// A graph of stages as indented text.
final class GraphText {
  private static final int WIDEST_STEP = 72;

  private GraphText() {}

  static String render(StageGraph graph, int target) {
    var text = new StringBuilder();
    for (StageGraph.Node stage : graph.stages()) {
      text.append(text.isEmpty() ? "" : "\n").append(SafeText.of(stage.title()));
      text.append(stage.index() == target ? " (target)" : stage.needed() ? "" : " (not needed)");
      text.append(" <- ").append(name(graph, stage.base())).append('\n');
      for (StageGraph.Step step : stage.steps()) {
        append(text, graph, step);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, StageGraph graph, StageGraph.Step step) {
    String line = Integer.toString(step.line());
    text.repeat(' ', Math.max(0, 5 - line.length())).append(line).append("  ");
    text.append(SafeText.of(shortened(step.text())));
    List<String> names = new ArrayList<>();
    for (Origin origin : step.takes()) {
      names.add(name(graph, origin));
    }
    text.append(names.isEmpty() ? "" : "  <- ").append(String.join(", ", names)).append('\n');
  }

  static String shortened(String text) {
    if (text.length() <= WIDEST_STEP) {
      return text;
    }
    int end = WIDEST_STEP - 3;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + "...";
  }

  private static String name(StageGraph graph, Origin origin) {
    return SafeText.of(
        switch (origin) {
          case Origin.Context() -> "context";
          case Origin.Stage(int index) -> graph.stages().get(index).title();
          case Origin.Image(String image) -> image.equals("scratch") ? image : "image " + image;
          case Origin.Address(String address) -> address;
        });
  }
}
