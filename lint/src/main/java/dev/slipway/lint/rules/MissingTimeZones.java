package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// The program asks for time zones by name, and the image has none.
public final class MissingTimeZones implements Rule {
  private static final Description ABOUT =
      new Description(
          "MissingTimeZones",
          Kind.CORRECTNESS,
          Level.WARNING,
          "The program asks for time zones by name, and the image has none",
          "time.LoadLocation fails with unknown time zone, on the first call for one");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    if (!last.bottom().isScratch() || !GoProject.of(subject).needsTimeZones()) {
      return;
    }
    for (Step step : last.steps()) {
      if (step.instruction().source().contains("zoneinfo")
          || step.instruction().source().contains("ZONEINFO")) {
        return;
      }
    }
    for (GoCommand command : GoCommand.all(subject)) {
      if (command.links()
          && !command.hasTag("timetzdata")
          && last.steps().stream()
              .anyMatch(step ->
                  step.instruction() instanceof Copy copy
                      && ProgramFile.makes(subject, command, copy))) {
        findings.add(
            command.step().span(command.command()),
            "the sources load time zones, and the image has no zoneinfo",
            "add -tags timetzdata, or copy /usr/share/zoneinfo",
            GoFlags.addTag(command, "timetzdata", "bring the time zones"));
      }
    }
  }
}
