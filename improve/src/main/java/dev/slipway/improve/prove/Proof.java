package dev.slipway.improve.prove;

import dev.slipway.improve.Plan;
import java.util.List;

/// What is left of a plan when its changes have been tried.
///
/// @param plan without the changes that made a difference
/// @param impossible why nothing could be tried; empty where it could
public record Proof(
    Plan plan, List<Evidence> evidence, List<Rejection> rejections, String impossible) {
  /// Copies the lists.
  public Proof {
    evidence = List.copyOf(evidence);
    rejections = List.copyOf(rejections);
  }
}
