package dev.slipway.lint.rules;

import dev.slipway.dockerfile.BindMount;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoModule;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Step;
import java.util.List;

/// A Go tool is installed in whatever version is newest.
public final class UnpinnedGoTool implements Rule {
  private static final Description ABOUT =
      new Description(
          "UnpinnedGoTool",
          Kind.CORRECTNESS,
          Level.WARNING,
          "A Go tool is installed in whatever version is newest",
          "The build changes by itself, and one day it fails");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (GoCommand command : GoCommand.all(subject)) {
      for (ShellWord each : command.installsTool() ? command.packages() : List.<ShellWord>of()) {
        boolean pinned =
            each.text().contains("@")
                && !each.text().endsWith("@latest")
                && !each.text().endsWith("@master")
                && !each.text().endsWith("@main");
        boolean here = each.text().indexOf('.') < 0 || isNamedByModule(subject, command, each);
        if (!pinned && !here && !each.text().contains("$")) {
          findings.add(
              command.step().span(each),
              each.text() + " has no version",
              "name one: go install " + bare(each.text()) + "@v1.2.3");
        }
      }
    }
  }

  /// Without `@version`, inside a module, `go install` takes the version that `go.mod` names.
  private static boolean isNamedByModule(Subject subject, GoCommand command, ShellWord tool) {
    if (tool.text().contains("@") || !command.verb().equals("install")) {
      return false;
    }
    GoModule module = GoProject.of(subject).module();
    if (module == null) {
      return bringsModule(command.step());
    }
    for (String required : module.requires()) {
      if (tool.text().equals(required) || tool.text().startsWith(required + "/")) {
        return true;
      }
    }
    return tool.text().startsWith(module.path() + "/");
  }

  private static boolean bringsModule(RunStep run) {
    for (RunMount mount : run.mounts()) {
      if (mount instanceof BindMount bind && bind.from() == null) {
        return true;
      }
    }
    for (StageView stage : run.step().stage().chain()) {
      for (Step step : stage.steps()) {
        boolean below = stage != run.step().stage() || step.index() < run.step().index();
        if (below
            && step.instruction() instanceof Copy copy
            && copy.from() == null
            && (ModulesBeforeSource.isModuleFiles(copy)
                || ModulesBeforeSource.isEverything(copy))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String bare(String text) {
    int at = text.indexOf('@');
    return at < 0 ? text : text.substring(0, at);
  }
}
