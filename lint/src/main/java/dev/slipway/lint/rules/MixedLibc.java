package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.Base;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// A program is linked against one C library and shipped with another.
public final class MixedLibc implements Rule {
  private static final Description ABOUT =
      new Description(
          "MixedLibc",
          Kind.CORRECTNESS,
          Level.WARNING,
          "A program is linked against one C library and shipped with another",
          "glibc's programs do not start on Alpine, whose library is musl, nor the other way round");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    Base to = Stages.of(subject).last().bottom();
    for (Step step : Stages.of(subject).last().steps()) {
      if (!(step.instruction() instanceof Copy copy)) {
        continue;
      }
      for (GoCommand command : GoCommand.all(subject)) {
        Base from = command.step().step().stage().bottom();
        boolean mixed = (from.isGlibc() && to.isMusl()) || (from.isMusl() && to.isGlibc());
        boolean dynamic =
            command.links()
                && !command.linksStatically()
                && (GoProject.of(subject).needsCgo()
                    || (from.isGlibc() && GoProject.of(subject).usesNetwork()));
        if (mixed && dynamic && ProgramFile.makes(subject, command, copy)) {
          Fix fix =
              GoProject.of(subject).needsCgo()
                  ? null
                  : GoFlags.withoutCgo(
                      command, "compile without cgo, so that no C library is needed");
          findings.add(
              command.step().span(command.command()),
              "this is linked against the C library of "
                  + from.reference()
                  + " and shipped on "
                  + to.reference(),
              "set CGO_ENABLED=0, link statically, or ship it on the same distribution",
              fix);
        }
      }
    }
  }
}
