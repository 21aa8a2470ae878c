package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Writing;

/// Gin runs in debug mode.
public final class GinReleaseMode implements Rule {
  private static final Description ABOUT =
      new Description(
          "GinReleaseMode",
          Kind.CLARITY,
          Level.NOTE,
          "gin runs in debug mode",
          "It warns at every start, prints its routes, and keeps templates from being cached");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    Instruction start = ShippedStart.of(last);
    GoProject project = GoProject.of(subject);
    boolean gin = project.imports("github.com/gin-gonic/gin") && !project.setsGinMode();
    if (gin
        && start != null
        && last.end().environment().get("GIN_MODE") == null
        && start.span().startLine() > last.stage().from().span().startLine()) {
      findings.add(
          start.span(),
          "GIN_MODE is not set, so gin runs in debug mode",
          "add ENV GIN_MODE=release",
          Fix.of(
              "run gin in release mode",
              Writing.of(subject).before(start, "ENV GIN_MODE=release")));
    }
  }
}
