package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;

/// Apt-get update in a step of its own, or install without it.
public final class UpdateAlone implements Rule {
  private static final Description ABOUT =
      new Description(
          "UpdateAlone",
          Kind.CORRECTNESS,
          Level.WARNING,
          "apt-get update in a step of its own, or install without it",
          "The step stays cached: later installs ask for versions that are gone from the servers");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      boolean updates = false;
      boolean installs = false;
      ShellCommand first = null;
      for (ShellCommand command : step.commands()) {
        if (PackageTool.isApt(command)) {
          updates |= command.verb().equals("update");
          installs |= !command.verb().equals("update");
          first = first == null ? command : first;
        }
      }
      if (updates && !installs && first != null && !step.hasCacheAt("/var/lib/apt/lists")) {
        findings.add(
            step.span(first),
            "these lists are cached for ever, and the packages in them are not",
            "write apt-get update && apt-get install in one RUN");
      }
    }
  }
}
