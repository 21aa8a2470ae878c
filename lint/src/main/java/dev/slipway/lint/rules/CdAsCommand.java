package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Command;
import dev.slipway.lint.Description;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellScript;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;
import java.util.List;

/// CMD, ENTRYPOINT or a RUN of its own that only changes the directory.
public final class CdAsCommand implements Rule {
  private static final Description ABOUT =
      new Description(
          "CdAsCommand",
          Kind.CORRECTNESS,
          Level.ERROR,
          "CMD, ENTRYPOINT or a RUN of its own that only changes the directory",
          "The shell that changes its directory ends, and nothing has changed");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (Step step : Stages.of(subject).steps()) {
      Command command = ShippedStart.command(step.instruction());
      if (command == null) {
        continue;
      }
      List<String> words = ShippedStart.words(step.instruction());
      boolean lone =
          !(command instanceof Command.Shell shell)
              || ShellScript.of(shell.line()).commands().size() == 1;
      if (!words.isEmpty() && words.getFirst().equals("cd") && lone) {
        findings.add(
            step.instruction().span(),
            "cd does nothing here: the process that changes its directory ends",
            "write WORKDIR, and the program to start as CMD",
            fix(subject, step, words));
      }
    }
    for (RunStep run : Stages.of(subject).runs()) {
      if (run.commands().size() == 1 && run.commands().getFirst().is("cd")) {
        findings.add(
            run.run(),
            "cd holds for this RUN only, and nothing follows it",
            "write WORKDIR " + run.commands().getFirst().verb());
      }
    }
  }

  private static Fix fix(Subject subject, Step step, List<String> words) {
    Writing writing = Writing.of(subject);
    Edit edit =
        words.size() == 2 && !words.get(1).startsWith("-")
            ? writing.replace(step.instruction(), "WORKDIR " + words.get(1))
            : writing.delete(step.instruction());
    return Fix.of("change the directory by WORKDIR", edit);
  }
}
