package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellScript;
import dev.slipway.lint.stage.Base;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import java.util.List;

/// HEALTHCHECK starts a program that the image does not have.
public final class HealthcheckProgram implements Rule {
  private static final Description ABOUT =
      new Description(
          "HealthcheckProgram",
          Kind.CORRECTNESS,
          Level.WARNING,
          "HEALTHCHECK starts a program that the image does not have",
          "The check fails for ever, and the container is called unhealthy");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    HealthCheck check = last.last(HealthCheck.class);
    if (check == null || check.command() == null) {
      return;
    }
    String program =
        switch (check.command()) {
          case Command.Exec exec -> exec.arguments().isEmpty() ? "" : exec.arguments().getFirst();
          case Command.Shell shell -> {
            List<ShellCommand> commands = ShellScript.of(shell.line()).commands();
            yield commands.isEmpty() ? "" : commands.getFirst().name();
          }
        };
    Base base = last.bottom();
    boolean curl =
        program.equals("curl")
            && (base.isMusl() || (base.isGlibc() && !base.isGolang()))
            && !installs(last, "curl");
    boolean bare = base.isBare() && (program.equals("curl") || program.equals("wget"));
    if (curl || bare) {
      findings.add(
          check,
          base.reference() + " has no " + program,
          "install it, or let the program check itself: HEALTHCHECK CMD [\"/PROGRAM\", \"-health\"]");
    }
  }

  private static boolean installs(StageView last, String program) {
    for (StageView stage : last.chain()) {
      for (RunStep step : stage.runs()) {
        for (ShellCommand command : step.commands()) {
          if (PackageTool.installs(command)
              && command.words().stream().anyMatch(word -> word.text().startsWith(program))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
