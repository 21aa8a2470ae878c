package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Cmd;
import dev.slipway.dockerfile.Entrypoint;
import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Label;
import dev.slipway.dockerfile.StopSignal;
import dev.slipway.dockerfile.Volume;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.TextEdits;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A label, port or command is set in a stage that is not shipped.
public final class MetadataNotShipped implements Rule {
  private static final Description ABOUT =
      new Description(
          "MetadataNotShipped",
          Kind.CLARITY,
          Level.WARNING,
          "A label, port or command is set in a stage that is not shipped",
          "The stage is only copied from, and its settings go with it: nobody ever sees them");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    Stages stages = Stages.of(subject);
    for (StageView stage : stages.all()) {
      if (stages.isShipped(stage) || !stages.isCopiedFrom(stage)) {
        continue;
      }
      for (Step step : stage.steps()) {
        Instruction instruction = step.instruction();
        boolean lost =
            switch (instruction) {
              case Label _, Expose _, StopSignal _, Volume _ -> true;
              case Cmd _, Entrypoint _ -> ShippedStart.of(stages.last()) == null;
              case HealthCheck _ -> stages.last().last(HealthCheck.class) == null;
              case Instruction _ -> false;
            };
        if (lost) {
          String keyword =
              instruction
                  .source()
                  .substring(0, Math.max(1, instruction.source().indexOf(' ')))
                  .toUpperCase(Locale.ROOT);
          findings.add(
              instruction.span(),
              "this "
                  + keyword
                  + " is lost: the stage "
                  + stage.stage().title()
                  + " is not shipped",
              "move it to the last stage",
              fix(subject, stages, instruction));
        }
      }
    }
  }

  private static @Nullable Fix fix(Subject subject, Stages stages, Instruction instruction) {
    Instruction start = ShippedStart.of(stages.last());
    boolean label = instruction instanceof Label || instruction instanceof Expose;
    if (!label
        || start == null
        || start.span().startLine() < stages.last().stage().from().span().startLine()) {
      return null;
    }
    Writing writing = Writing.of(subject);
    return Fix.of(
        "move it to the stage that is shipped",
        List.of(
            writing.delete(instruction),
            writing.before(start, TextEdits.covered(subject.source(), instruction.span()))));
  }
}
