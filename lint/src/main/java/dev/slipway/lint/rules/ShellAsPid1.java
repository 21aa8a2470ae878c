package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellScript;
import dev.slipway.lint.stage.Stages;
import java.util.List;

/// A shell stands between the container and its program.
public final class ShellAsPid1 implements Rule {
  private static final Description ABOUT =
      new Description(
          "ShellAsPid1",
          Kind.CORRECTNESS,
          Level.WARNING,
          "A shell stands between the container and its program",
          "Signals go to the shell: the program is not told to stop, and is killed after ten seconds");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (Instruction start : ShippedStart.all(Stages.of(subject).last())) {
      if (ShippedStart.command(start) instanceof Command.Exec(List<String> words)
          && words.size() > 2
          && words.getFirst().endsWith("sh")
          && words.get(1).endsWith("c")) {
        List<ShellCommand> commands = ShellScript.of(words.get(2)).commands();
        if (!commands.isEmpty() && !commands.getLast().wrappers().contains("exec")) {
          findings.add(
              start.span(),
              "the shell is process 1, and does not pass signals on",
              "start the program itself, or end the line with exec PROGRAM");
        }
      }
    }
  }
}
