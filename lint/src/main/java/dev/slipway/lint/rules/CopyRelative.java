package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// COPY to a relative path where no WORKDIR is set.
public final class CopyRelative implements Rule {
  private static final Description ABOUT =
      new Description(
          "CopyRelative",
          Kind.CLARITY,
          Level.WARNING,
          "COPY to a relative path where no WORKDIR is set",
          "The files land wherever the base's directory is");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (StageView stage : Stages.of(subject).all()) {
      for (Step step : stage.steps()) {
        if (step.instruction() instanceof Copy copy
            && step.scope().workdir().isEmpty()
            && !stage.bottom().isScratch()) {
          String destination = step.scope().expand(copy.destination());
          if (!destination.startsWith("/")
              && !destination.startsWith("$")
              && !destination.isEmpty()
              && destination.indexOf(':') != 1) {
            findings.add(
                copy.destination().span(),
                "this is relative to a directory that only the base knows",
                "write an absolute path, or WORKDIR above it");
            break;
          }
        }
      }
    }
  }
}
