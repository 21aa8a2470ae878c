package dev.slipway.lint.rules;

import dev.slipway.dockerfile.CleanPath;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Template;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;

/// The module is copied into GOPATH.
public final class ModuleInGopath implements Rule {
  private static final Description ABOUT =
      new Description(
          "ModuleInGopath",
          Kind.CORRECTNESS,
          Level.ERROR,
          "The module is copied into GOPATH",
          "go refuses it: $GOPATH/go.mod exists but should not");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (StageView stage : Stages.of(subject).all()) {
      for (Step step : stage.steps()) {
        if (!(step.instruction() instanceof Copy copy)
            || copy.from() != null
            || !copiesModule(subject, copy)) {
          continue;
        }
        String gopath = step.scope().environment().get("GOPATH");
        String target = step.scope().resolve(step.scope().expand(copy.destination()));
        if (gopath != null
            && target.equals(step.scope().resolve(gopath))
            && GoCommand.all(subject).stream()
                .anyMatch(command -> command.step().step().stage() == stage)) {
          Instruction first = stage.steps().getFirst().instruction();
          boolean top = step.scope().workdir().equals(gopath) && stage.parent() == null;
          findings.add(
              copy.span(),
              "go.mod lands in " + gopath + ", which is GOPATH itself",
              "work elsewhere: WORKDIR /src",
              top
                  ? Fix.of("work outside GOPATH", Writing.of(subject).before(first, "WORKDIR /src"))
                  : null);
          break;
        }
      }
    }
  }

  private static boolean copiesModule(Subject subject, Copy copy) {
    if (!subject.project().exists("go.mod")) {
      return false;
    }
    for (Template source : copy.sources()) {
      if (CleanPath.of(source.text()).endsWith("go.mod")) {
        return true;
      }
    }
    return ModulesBeforeSource.isEverything(copy);
  }
}
