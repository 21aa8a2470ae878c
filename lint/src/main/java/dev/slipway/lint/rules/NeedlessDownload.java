package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.Writing;

/// Modules are downloaded that are vendored.
public final class NeedlessDownload implements Rule {
  private static final Description ABOUT =
      new Description(
          "NeedlessDownload",
          Kind.SPEED,
          Level.NOTE,
          "Modules are downloaded that are vendored",
          "The compiler reads vendor/, and never looks at what is downloaded");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    if (!GoProject.of(subject).isVendored()) {
      return;
    }
    for (GoCommand command : GoCommand.all(subject)) {
      if (command.verb().equals("mod download") && command.step().commands().size() == 1) {
        findings.add(
            command.step().span(command.command()),
            "vendor/ has all modules already",
            "leave the download out",
            Fix.of("leave the download out", Writing.of(subject).delete(command.step().run())));
      }
    }
  }
}
