package dev.slipway.dockerfile;

import java.util.List;

/// `ENV name=value...`: the environment of later steps and of the container.
///
/// All names and values are expanded with the variables before the instruction.
public record Env(Span span, String source, List<Assignment> assignments) implements Instruction {
  /// Copies the assignments.
  public Env {
    assignments = List.copyOf(assignments);
  }
}
