package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;

/// An image from scratch says nothing about what it runs.
public final class NothingToRun implements Rule {
  private static final Description ABOUT =
      new Description(
          "NothingToRun",
          Kind.CORRECTNESS,
          Level.WARNING,
          "An image from scratch says nothing about what it runs",
          "A container of it cannot start without a command, and nobody can guess which");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    boolean program =
        last.steps().stream()
            .anyMatch(
                step -> step.instruction() instanceof Copy copy && copiesProgram(subject, copy));
    if (last.bottom().isScratch() && program && ShippedStart.of(last) == null) {
      findings.add(
          last.stage().from().span(),
          "this image has no ENTRYPOINT and no CMD",
          "end it with ENTRYPOINT [\"/PROGRAM\"]");
    }
  }

  private static boolean copiesProgram(Subject subject, Copy copy) {
    StageView from = Stages.of(subject).meant(copy.from());
    return from != null
        && GoCommand.all(subject).stream()
            .anyMatch(command ->
                command.links()
                    && command.step().step().stage() == from
                    && command.step().step().stage().runs().contains(command.step())
                    && ProgramFile.makes(subject, command, copy));
  }
}
