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

/// Sudo in a RUN.
public final class SudoUsed implements Rule {
  private static final Description ABOUT =
      new Description(
          "SudoUsed",
          Kind.SECURITY,
          Level.WARNING,
          "sudo in a RUN",
          "A build step is root already; sudo starts programs with a terminal and signals of its own");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        if (command.wrappers().contains("sudo")) {
          findings.add(
              step.span(command),
              "sudo is not needed in a build step",
              "switch by USER root and back, or leave sudo out");
        }
      }
    }
  }
}
