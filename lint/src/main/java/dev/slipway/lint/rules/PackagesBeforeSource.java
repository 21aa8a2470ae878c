package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Run;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// System packages are installed after the sources are copied.
public final class PackagesBeforeSource implements Rule {
  private static final Description ABOUT =
      new Description(
          "PackagesBeforeSource",
          Kind.SPEED,
          Level.WARNING,
          "System packages are installed after the sources are copied",
          "Every edit of a source installs all packages again");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (StageView stage : Stages.of(subject).all()) {
      Step everything = null;
      for (Step step : stage.steps()) {
        if (step.instruction() instanceof Copy copy
            && copy.from() == null
            && ModulesBeforeSource.isEverything(copy)) {
          everything = step;
        }
        if (everything != null && step.instruction() instanceof Run run) {
          packages(stage, run, findings);
        }
      }
    }
  }

  private static void packages(StageView stage, Run run, Findings findings) {
    for (RunStep step : stage.runs()) {
      for (ShellCommand command : step.commands()) {
        if (step.run().equals(run) && PackageTool.installs(command)) {
          findings.add(
              step.span(command),
              "this is done again after each edit of a source",
              "install packages above the COPY of the sources");
          return;
        }
      }
    }
  }
}
