package dev.slipway.engine.build;

import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.failure.FailedSteps;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.SourceDateEpoch;
import dev.slipway.builder.solve.Progress;

/// What was asked of a build and has no effect in it: said, never passed over.
record BuildWarnings(Progress progress) {
  private void warn(String step, String text) {
    progress.entry("[internal] " + step).onlyWarning(text);
  }

  void of(BuildPlan plan) {
    if (!plan.unusedArguments().isEmpty()) {
      warn(
          "check build arguments",
          "One or more build-args "
              + plan.unusedArguments()
              + " were not consumed: no ARG asks for them");
    }
    if (!plan.missingDevices().isEmpty()) {
      warn("find devices", "Optional devices are not registered: " + plan.missingDevices());
    }
  }

  void of(SourceDateEpoch epoch) {
    if (epoch.timeless() != null) {
      warn(
          "find SOURCE_DATE_EPOCH",
          "SOURCE_DATE_EPOCH="
              + epoch.timeless()
              + ": nothing says how old that is, so the image has the times of the build");
    }
  }

  void ofNothingToResume(BuildRequest request, FailedSteps failures) {
    if (request.insight().resume() && !failures.hasResumed()) {
      warn("resume", "--resume: no step of this build had failed before; all began anew");
    }
  }
}
