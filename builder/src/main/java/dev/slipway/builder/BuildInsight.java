package dev.slipway.builder;

/// What a build tells of itself beside its progress, and what it takes up of the one before.
///
/// @param explain whether each step that runs says why ([BuildEvent.StepExplained])
/// @param resume whether a `RUN` that failed before, or its successor in the file, begins with the
///   files that it left
/// @param provenance whether the result says how its images were made
public record BuildInsight(boolean explain, boolean resume, boolean provenance) {
  /// No more than the progress.
  public static final BuildInsight NONE = new BuildInsight(false, false, false);

  /// With or without the reasons of steps.
  public BuildInsight withExplain(boolean value) {
    return new BuildInsight(value, resume, provenance);
  }

  /// From the failed step on, or from the beginning.
  public BuildInsight withResume(boolean value) {
    return new BuildInsight(explain, value, provenance);
  }

  /// With [BuildResult#provenance], or without.
  public BuildInsight withProvenance(boolean value) {
    return new BuildInsight(explain, resume, value);
  }
}
