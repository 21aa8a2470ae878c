package dev.slipway.improve.prove;

import dev.slipway.improve.Plan;
import java.util.List;
import java.util.Optional;

/// What is left of a plan when its changes have been tried.
///
/// @param plan without the changes that made a difference
/// @param impossible why nothing could be tried; empty where it could
/// @param sizeBefore of the original image in bytes, 0 where it was not built
/// @param sizeAfter of the improved one
/// @param ladder what a report shows beside it, where one was asked for
public record Proof(
    Plan plan,
    List<Evidence> evidence,
    List<Rejection> rejections,
    String impossible,
    long sizeBefore,
    long sizeAfter,
    Optional<Ladder> ladder) {
  /// Copies the lists.
  public Proof {
    evidence = List.copyOf(evidence);
    rejections = List.copyOf(rejections);
  }

  /// The same with more for a report.
  Proof with(Ladder more) {
    return new Proof(
        plan, evidence, rejections, impossible, sizeBefore, sizeAfter, Optional.of(more));
  }

  /// One where nothing could be tried.
  static Proof impossible(Plan plan, String why) {
    return new Proof(plan, List.of(), List.of(), why, 0, 0, Optional.empty());
  }
}
