package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// A program that is linked dynamically is copied into an image without a C library.
public final class DynamicOnScratch implements Rule {
  private static final Description ABOUT =
      new Description(
          "DynamicOnScratch",
          Kind.CORRECTNESS,
          Level.ERROR,
          "A program that is linked dynamically is copied into an image without a C library",
          "It does not start there: the kernel says no such file or directory, and means the loader");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    GoProject project = GoProject.of(subject);
    StageView last = Stages.of(subject).last();
    if (!last.bottom().isBare() || !project.isThere()) {
      return;
    }
    for (GoCommand command : GoCommand.all(subject)) {
      StageView stage = command.step().step().stage();
      boolean cgo =
          project.needsCgo()
              || (project.usesNetwork() && !command.hasTag("netgo"))
              || (project.usesUserLookup() && !command.hasTag("osusergo"));
      if (command.links()
          && cgo
          && !command.linksStatically()
          && !stage.bottom().isMusl()
          && stage.bottom().isGolang()
          && copied(subject, last, command)) {
        Fix fix =
            project.needsCgo()
                ? null
                : GoFlags.withoutCgo(command, "compile without cgo, so that the program is static");
        findings.add(
            command.step().span(command.command()),
            "cgo is on here, so the program needs a C library, and "
                + last.bottom().reference()
                + " has none",
            project.needsCgo()
                ? "link statically: -ldflags='-linkmode external -extldflags -static'"
                : "set CGO_ENABLED=0",
            fix);
      }
    }
  }

  private static boolean copied(Subject subject, StageView last, GoCommand command) {
    for (Step step : last.steps()) {
      if (step.instruction() instanceof Copy copy && ProgramFile.makes(subject, command, copy)) {
        return true;
      }
    }
    return false;
  }
}
