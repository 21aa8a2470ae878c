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
import java.util.List;

/// RUN cd in front of a command.
public final class CdInRun implements Rule {
  private static final Description ABOUT =
      new Description(
          "CdInRun",
          Kind.CLARITY,
          Level.NOTE,
          "RUN cd in front of a command",
          "The next instruction is back where it was; WORKDIR holds, and is made if it is missing");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      List<ShellCommand> commands = step.commands();
      if (commands.size() > 1
          && commands.getFirst().is("cd")
          && commands.getFirst().depth() == 0
          && commands.getFirst().verb().startsWith("/")) {
        findings.add(
            step.span(commands.getFirst()),
            "this holds for one RUN only",
            "write WORKDIR " + commands.getFirst().verb() + " above it");
      }
    }
  }
}
