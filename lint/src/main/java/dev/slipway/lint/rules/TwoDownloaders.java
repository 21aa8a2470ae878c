package dev.slipway.lint.rules;

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

/// Both curl and wget are used.
public final class TwoDownloaders implements Rule {
  private static final Description ABOUT =
      new Description(
          "TwoDownloaders",
          Kind.SIZE,
          Level.NOTE,
          "Both curl and wget are used",
          "Each brings its libraries and its settings");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (StageView stage : Stages.of(subject).all()) {
      boolean curl = false;
      boolean wget = false;
      for (RunStep step : stage.runs()) {
        for (ShellCommand command : step.commands()) {
          curl |= command.is("curl");
          wget |= command.is("wget");
          if (curl && wget && (command.is("curl") || command.is("wget"))) {
            findings.add(
                step.span(command), "this stage downloads by curl and by wget", "use one of them");
            return;
          }
        }
      }
    }
  }
}
