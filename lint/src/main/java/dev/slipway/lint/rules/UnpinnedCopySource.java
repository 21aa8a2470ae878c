package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.Base;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// COPY --from an image without a version.
public final class UnpinnedCopySource implements Rule {
  private static final Description ABOUT =
      new Description(
          "UnpinnedCopySource",
          Kind.SECURITY,
          Level.WARNING,
          "COPY --from an image without a version",
          "Whatever is newest when the build runs is copied");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (Step step : Stages.of(subject).steps()) {
      if (step.instruction() instanceof Copy copy
          && copy.from() != null
          && Stages.of(subject).meant(copy.from()) == null) {
        Base base = Base.of(copy.from().text(), true);
        boolean pinned =
            !base.digest().isEmpty() || (!base.tag().isEmpty() && !base.tag().equals("latest"));
        if (!pinned
            && !base.reference().contains("$")
            && (base.reference().contains("/") || base.reference().contains(":"))) {
          findings.add(
              copy.from().span(),
              base.reference() + " is an image without a version",
              "name one: --from=" + base.name() + ":VERSION");
        } else if (!pinned && !base.reference().contains("$")) {
          findings.add(
              copy.from().span(),
              "no stage is called " + base.reference() + ": it means the newest image of that name",
              "name the stage, or a version of the image");
        }
      }
    }
  }
}
