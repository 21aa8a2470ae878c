package dev.slipway.dockerfile.graph;

import java.util.List;

/// The stages of a Dockerfile, their steps, and what each of them takes from another.
///
/// @param stages in the order of the file
public record StageGraph(List<Node> stages) {
  /// Copies the stages.
  public StageGraph {
    stages = List.copyOf(stages);
  }

  /// A stage.
  ///
  /// @param title its name, or `stage-N`
  /// @param base what it begins with; `scratch` is an image of that name
  /// @param needed whether the target needs it
  public record Node(int index, String title, Origin base, List<Step> steps, boolean needed) {
    /// Copies the steps.
    public Node {
      steps = List.copyOf(steps);
    }

    Node asNeeded() {
      return new Node(index, title, base, steps, true);
    }
  }

  /// An instruction that changes files.
  ///
  /// @param text its first line
  /// @param takes what it copies or mounts files from, each once
  public record Step(int line, String text, List<Origin> takes) {
    /// Copies the origins.
    public Step {
      takes = List.copyOf(takes);
    }
  }
}
