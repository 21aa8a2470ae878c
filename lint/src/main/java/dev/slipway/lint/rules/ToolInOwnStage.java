package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// A tool is compiled in the stage of the program.
public final class ToolInOwnStage implements Rule {
  private static final Description ABOUT =
      new Description(
          "ToolInOwnStage",
          Kind.SPEED,
          Level.WARNING,
          "A tool is compiled in the stage of the program",
          "It is compiled again with every edit above it, and its sources and caches stay in that stage");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    Stages stages = Stages.of(subject);
    for (GoCommand command : GoCommand.all(subject)) {
      if (!command.installsTool()
          || (command.verb().equals("get") && !command.packages().toString().contains("/"))) {
        continue;
      }
      StageView stage = command.step().step().stage();
      boolean shipped = stages.isShipped(stage);
      if (shipped || copiesSourceBefore(stage, command.step())) {
        findings.add(
            command.step().span(command.command()),
            shipped
                ? "a tool is compiled in the stage that is shipped"
                : "a tool is compiled below the sources, so every edit compiles it again",
            "compile it in a stage of its own, and COPY --from that stage what it made");
      }
    }
  }

  private static boolean copiesSourceBefore(StageView stage, RunStep run) {
    for (Step step : stage.steps()) {
      if (step.instruction().equals(run.run())) {
        return false;
      }
      if (step.instruction() instanceof Copy copy
          && copy.from() == null
          && ModulesBeforeSource.isEverything(copy)) {
        return true;
      }
    }
    return false;
  }
}
