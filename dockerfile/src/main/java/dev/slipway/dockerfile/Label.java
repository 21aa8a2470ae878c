package dev.slipway.dockerfile;

import java.util.List;

/// `LABEL name=value...`: metadata of the image.
public record Label(Span span, String source, List<Assignment> assignments) implements Instruction {
  /// Copies the assignments.
  public Label {
    assignments = List.copyOf(assignments);
  }
}
