package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;

/// A package manager that waits for an answer.
public final class AssumeYes implements Rule {
  private static final Description ABOUT =
      new Description(
          "AssumeYes",
          Kind.CORRECTNESS,
          Level.ERROR,
          "A package manager that waits for an answer",
          "Nobody can answer in a build: it stops");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        boolean asks = PackageTool.isApt(command) || PackageTool.isYum(command);
        boolean answered =
            command.hasLetter('y')
                || command.has("--yes", "--assume-yes", "--assumeyes")
                || command.has("-qq")
                || command.has("--simulate", "--download-only");
        if (asks && PackageTool.installs(command) && !answered) {
          ShellWord verb = command.find("install");
          Fix fix =
              verb == null || step.text() == null
                  ? null
                  : Fix.of("answer yes", new Edit(step.span(verb), "install -y"));
          findings.add(
              step.span(command), command.name() + " asks before it installs", "add -y", fix);
        } else if (command.is("zypper")
            && PackageTool.installs(command)
            && !command.has("-n", "--non-interactive", "-y", "--no-confirm")) {
          findings.add(
              step.span(command),
              "zypper asks before it installs",
              "write zypper --non-interactive install");
        }
      }
    }
  }
}
