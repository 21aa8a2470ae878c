package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.Base;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;

/// A base image without a digest.
public final class UnpinnedDigest implements Rule {
  private static final Description ABOUT =
      new Description(
          "UnpinnedDigest",
          Kind.SECURITY,
          Level.OFF,
          "A base image without a digest",
          "A tag can be moved to another image at any time; a digest cannot");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (StageView stage : Stages.of(subject).all()) {
      Base base = stage.base();
      if (stage.parent() == null && !base.isScratch() && base.known() && base.digest().isEmpty()) {
        findings.add(
            stage.stage().from().image().span(),
            "the base " + base.reference() + " has no digest",
            "add the one that 'slipway images --digests' shows: NAME:TAG@sha256:...");
      }
    }
  }
}
