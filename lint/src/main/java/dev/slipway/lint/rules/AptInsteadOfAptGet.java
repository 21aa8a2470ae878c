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

/// Apt in a RUN.
public final class AptInsteadOfAptGet implements Rule {
  private static final Description ABOUT =
      new Description(
          "AptInsteadOfAptGet",
          Kind.CLARITY,
          Level.NOTE,
          "apt in a RUN",
          "apt is for people: its output and options may change, and it says so itself");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        if (command.is("apt")) {
          ShellWord word = command.words().getFirst();
          Fix fix =
              step.text() == null || !word.text().equals("apt")
                  ? null
                  : Fix.of("write apt-get", new Edit(step.span(word), "apt-get"));
          findings.add(
              step.span(word), "apt has no stable interface for scripts", "write apt-get", fix);
        }
      }
    }
  }
}
