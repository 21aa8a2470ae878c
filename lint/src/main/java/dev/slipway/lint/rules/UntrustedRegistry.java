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
import java.util.List;

/// A base from a registry that the project does not allow.
public final class UntrustedRegistry implements Rule {
  private static final Description ABOUT =
      new Description(
          "UntrustedRegistry",
          Kind.SECURITY,
          Level.ERROR,
          "A base from a registry that the project does not allow",
          "slipway.toml lists the registries that images may come from");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    List<String> allowed = subject.settings().registries();
    if (allowed.isEmpty()) {
      return;
    }
    for (StageView stage : Stages.of(subject).all()) {
      Base base = stage.base();
      if (stage.parent() == null
          && base.known()
          && !base.isScratch()
          && !allowed.contains(base.registry())) {
        findings.add(
            stage.stage().from().image().span(),
            base.registry() + " is none of the allowed registries",
            "use a base from " + String.join(" or ", allowed));
      }
    }
  }
}
