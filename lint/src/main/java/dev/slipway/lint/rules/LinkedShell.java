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

/// /bin/sh is replaced by a link.
public final class LinkedShell implements Rule {
  private static final Description ABOUT =
      new Description(
          "LinkedShell",
          Kind.CLARITY,
          Level.NOTE,
          "/bin/sh is replaced by a link",
          "SHELL says which shell runs the lines, and leaves the distribution as it is");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        boolean none = step.step().stage().bottom().isBare();
        if (!none
            && command.is("ln")
            && command.operands().stream().anyMatch(word -> word.text().equals("/bin/sh"))) {
          findings.add(
              step.span(command),
              "this replaces the distribution's shell",
              "write SHELL [\"/bin/bash\", \"-c\"]");
        }
      }
    }
  }
}
