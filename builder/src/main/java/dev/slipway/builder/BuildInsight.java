package dev.slipway.builder;

/// What a build tells of itself beside its progress, and what it takes up of the one before.
///
/// @param explain whether each step that runs says why ([BuildEvent.StepExplained])
/// @param resume whether a `RUN` that failed before, or its successor in the file, begins with the
///   files that it left
public record BuildInsight(boolean explain, boolean resume) {
  /// No more than the progress.
  public static final BuildInsight NONE = new BuildInsight(false, false);

  /// With or without the reasons of steps.
  public BuildInsight withExplain(boolean value) {
    return new BuildInsight(value, resume);
  }

  /// From the failed step on, or from the beginning.
  public BuildInsight withResume(boolean value) {
    return new BuildInsight(explain, value);
  }
}
