package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoModule;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.Stages;

/// Go.mod replaces a module by a directory outside the context.
public final class ReplaceOutsideContext implements Rule {
  private static final Description ABOUT =
      new Description(
          "ReplaceOutsideContext",
          Kind.CORRECTNESS,
          Level.ERROR,
          "go.mod replaces a module by a directory outside the context",
          "The directory is not there in the build: go says it does not exist");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    GoModule module = GoProject.of(subject).module();
    if (module == null || GoProject.of(subject).isVendored()) {
      return;
    }
    for (String target : module.replacements()) {
      if (target.startsWith("../")) {
        findings.add(
            Stages.of(subject).all().getFirst().stage().from().span(),
            "go.mod replaces a module by " + target + ", which is not in the context",
            "build from the folder above (slipway build -f THIS ..), or give it as --build-context, or vendor it");
      }
    }
  }
}
