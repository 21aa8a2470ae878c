package dev.slipway.cli.command.dockerfile;

import dev.slipway.dockerfile.graph.Origin;
import dev.slipway.dockerfile.graph.StageGraph;
import java.util.LinkedHashMap;
import java.util.Map;

/// A graph of stages in Graphviz's language: a box for each step, a frame for each stage.
final class GraphDot {
  private final StageGraph graph;
  private final StringBuilder frames = new StringBuilder();
  private final StringBuilder edges = new StringBuilder();

  /// Images, addresses and the context: one node each, however often they are named.
  private final Map<Origin, String> outside = new LinkedHashMap<>();

  private GraphDot(StageGraph graph) {
    this.graph = graph;
  }

  static String render(StageGraph graph, int target) {
    var dot = new GraphDot(graph);
    for (StageGraph.Node stage : graph.stages()) {
      dot.append(stage, stage.index() == target);
    }
    var text = new StringBuilder("digraph dockerfile {\n  node [shape=box];\n");
    dot.outside.forEach((origin, id) ->
        text.append("  ")
            .append(id)
            .append(" [label=")
            .append(quoted(label(origin)))
            .append(", shape=")
            .append(shape(origin))
            .append("];\n"));
    return text.append(dot.frames).append(dot.edges).append("}\n").toString();
  }

  private void append(StageGraph.Node stage, boolean target) {
    frames.append("  subgraph cluster_").append(stage.index()).append(" {\n    label=");
    frames.append(quoted(stage.title())).append(";\n");
    frames.append(target ? "    style=bold;\n" : stage.needed() ? "" : "    style=dotted;\n");
    String before = "s" + stage.index() + "_0";
    frames.append("    ").append(before).append(" [label=\"FROM\"];\n");
    edge(end(stage.base()), before, "");
    for (int i = 0; i < stage.steps().size(); i++) {
      StageGraph.Step step = stage.steps().get(i);
      String id = "s" + stage.index() + "_" + (i + 1);
      frames.append("    ").append(id).append(" [label=");
      frames.append(quoted(GraphText.shortened(step.text()))).append("];\n");
      edge(before, id, "");
      step.takes().forEach(origin -> edge(end(origin), id, " [style=dashed]"));
      before = id;
    }
    frames.append("  }\n");
  }

  private void edge(String from, String to, String style) {
    edges.append("  ").append(from).append(" -> ").append(to).append(style).append(";\n");
  }

  /// The node that an origin's files stand in.
  private String end(Origin origin) {
    if (origin instanceof Origin.Stage(int index)) {
      return "s" + index + "_" + graph.stages().get(index).steps().size();
    }
    String known = outside.get(origin);
    if (known != null) {
      return known;
    }
    String id = "o" + outside.size();
    outside.put(origin, id);
    return id;
  }

  private static String label(Origin origin) {
    return switch (origin) {
      case Origin.Context() -> "context";
      case Origin.Stage(int index) -> "stage " + index;
      case Origin.Image(String name) -> name;
      case Origin.Address(String text) -> text;
    };
  }

  private static String shape(Origin origin) {
    return switch (origin) {
      case Origin.Context() -> "folder";
      case Origin.Stage _ -> "box";
      case Origin.Image _ -> "cylinder";
      case Origin.Address _ -> "note";
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
