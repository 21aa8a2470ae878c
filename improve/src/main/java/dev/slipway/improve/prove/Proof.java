package dev.slipway.improve.prove;

import dev.slipway.improve.Plan;
import java.util.List;

/// What is left of a plan when its changes have been tried.
///
/// @param plan without the changes that made a difference
/// @param impossible why nothing could be tried; empty where it could
/// @param sizeBefore of the original image in bytes, 0 where it was not built
/// @param sizeAfter of the improved one
public record Proof(
    Plan plan,
    List<Evidence> evidence,
    List<Rejection> rejections,
    String impossible,
    long sizeBefore,
    long sizeAfter) {
  /// Copies the lists.
  public Proof {
    evidence = List.copyOf(evidence);
    rejections = List.copyOf(rejections);
  }

  /// One where nothing could be tried.
  static Proof impossible(Plan plan, String why) {
    return new Proof(plan, List.of(), List.of(), why, 0, 0);
  }
}
