package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.go.GoVersion;
import dev.slipway.lint.stage.Stages;

/// The program holds the build's directories.
public final class TrimPath implements Rule {
  private static final Description ABOUT =
      new Description(
          "TrimPath",
          Kind.CLARITY,
          Level.NOTE,
          "The program holds the build's directories",
          "With -trimpath the same sources give the same program wherever they are compiled");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (GoCommand command : GoCommand.all(subject)) {
      if (command.links()
          && Stages.of(subject).leavesFiles(command.step().step().stage())
          && !command.has("trimpath")
          && !command.variable("GOFLAGS").contains("-trimpath")
          && !GoVersion.isBefore(GoProject.of(subject).version(), "1.13")) {
        findings.add(
            command.step().span(command.command()),
            "the program's file names begin with the build's directory",
            "add -trimpath",
            GoFlags.add(command, "-trimpath", "leave the build's directories out of the program"));
      }
    }
  }
}
