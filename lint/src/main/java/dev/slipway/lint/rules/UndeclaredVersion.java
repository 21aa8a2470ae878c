package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Arg;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;

/// -X takes its value from an ARG that the stage does not declare.
public final class UndeclaredVersion implements Rule {
  private static final Description ABOUT =
      new Description(
          "UndeclaredVersion",
          Kind.CORRECTNESS,
          Level.ERROR,
          "-X takes its value from an ARG that the stage does not declare",
          "An ARG holds from its line to the end of its stage: before and elsewhere it is empty");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (GoCommand command : GoCommand.all(subject)) {
      GoCommand.Flag flags = command.flag("ldflags");
      if (flags == null || !flags.value().contains("-X")) {
        continue;
      }
      for (String name : GoFlags.variables(flags.value())) {
        if (!isSet(command, name)) {
          Writing writing = Writing.of(subject);
          findings.add(
              command.step().span(flags.first()),
              name + " is not declared where this runs, so it is empty",
              "write ARG " + name + " above it, in this stage",
              Fix.of("declare the argument", writing.before(command.step().run(), "ARG " + name)));
        }
      }
    }
  }

  private static boolean isSet(GoCommand command, String name) {
    if (!command.variable(name).isEmpty()) {
      return true;
    }
    for (StageView stage : command.step().step().stage().chain()) {
      for (Step step : stage.steps()) {
        if (step.instruction().equals(command.step().run())) {
          break;
        }
        if (step.instruction() instanceof Arg arg
            && arg.definitions().stream().anyMatch(each -> each.name().equals(name))) {
          return true;
        }
      }
    }
    for (ShellCommand earlier : command.step().commands()) {
      if (earlier.assigned(name) != null || earlier.is("read")) {
        return true;
      }
    }
    return false;
  }
}
