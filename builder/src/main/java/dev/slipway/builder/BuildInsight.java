package dev.slipway.builder;

/// What a build tells of itself beside its progress.
///
/// @param explain whether each step that runs says why ([BuildEvent.StepExplained])
public record BuildInsight(boolean explain) {
  /// No more than the progress.
  public static final BuildInsight NONE = new BuildInsight(false);

  /// With or without the reasons of steps.
  public BuildInsight withExplain(boolean value) {
    return new BuildInsight(value);
  }
}
