package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Span;
import dev.slipway.lint.Description;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.Base;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// A static program is shipped on a distribution.
public final class LeanerBase implements Rule {
  private static final Description ABOUT =
      new Description(
          "LeanerBase",
          Kind.SIZE,
          Level.NOTE,
          "A static program is shipped on a distribution",
          "It uses nothing of it: scratch is empty, and has no weaknesses");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    StageView last = Stages.of(subject).last();
    Base base = last.base();
    Instruction start = ShippedStart.of(last);
    if (!GoProject.of(subject).isThere() // What the program needs is not known.
        || last.parent() != null
        || !(base.isMusl() || base.isGlibc())
        || base.isGolang()
        || start == null
        || !last.runs().isEmpty()) {
      return;
    }
    if (!copiesStaticProgram(subject, last)
        || GoProject.of(subject).startsPrograms()
        || last.last(HealthCheck.class) != null
        || last.end().user().chars().anyMatch(Character::isLetter)) {
      return;
    }
    Span span = last.stage().from().image().span();
    findings.add(
        span,
        "the static program needs nothing of " + base.reference(),
        "write FROM scratch",
        fix(subject, last, start, span));
  }

  static boolean copiesStaticProgram(Subject subject, StageView last) {
    for (Step step : last.steps()) {
      if (step.instruction() instanceof Copy copy && copy.from() != null) {
        StageView from = Stages.of(subject).meant(copy.from());
        for (GoCommand command : GoCommand.all(subject)) {
          if (command.links()
              && command.step().step().stage() == from
              && command.linksStatically()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static @Nullable Fix fix(Subject subject, StageView last, Instruction start, Span span) {
    if (!(ShippedStart.command(start) instanceof Command.Exec)) {
      return null;
    }
    var edits = new ArrayList<Edit>();
    edits.add(new Edit(span, "scratch"));
    GoProject project = GoProject.of(subject);
    for (Step step : last.steps()) {
      if (step.instruction() instanceof Copy copy && copy.from() != null && project.callsTls()) {
        edits.add(Writing.of(subject).before(copy, MissingCertificates.line(copy.from().text())));
        break;
      }
    }
    return project.needsTimeZones() || project.usesTemporaryFiles()
        ? null
        : Fix.of("begin from an empty image", edits);
  }
}
