package dev.slipway.lint.rules;

import dev.slipway.dockerfile.CleanPath;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.dockerfile.SecretMount;
import dev.slipway.dockerfile.SshMount;
import dev.slipway.dockerfile.Template;
import dev.slipway.lint.Description;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.TextEdits;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import dev.slipway.lint.stage.Writing;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The sources are copied before the modules are downloaded.
public final class ModulesBeforeSource implements Rule {
  private static final Description ABOUT =
      new Description(
          "ModulesBeforeSource",
          Kind.SPEED,
          Level.WARNING,
          "The sources are copied before the modules are downloaded",
          "Every edit of a source downloads all modules again");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    GoProject project = GoProject.of(subject);
    for (StageView stage : Stages.of(subject).all()) {
      Copy everything = null;
      for (Step step : stage.steps()) {
        if (step.instruction() instanceof Copy copy && copy.from() == null) {
          if (isModuleFiles(copy)) {
            break;
          }
          everything = everything == null && isEverything(copy) ? copy : everything;
        } else if (everything != null && step.instruction() instanceof Run run) {
          GoCommand command = first(subject, run);
          if (command != null
              && needsModules(command, project)
              && !GoCacheMounts.keepsModules(command)) {
            findings.add(
                everything.span(),
                "go.mod and the sources come in one step, before the modules are there",
                "copy go.mod and go.sum first, run go mod download, then copy the rest",
                fix(subject, everything, command));
            break;
          }
        }
      }
    }
  }

  private static boolean needsModules(GoCommand command, GoProject project) {
    boolean none =
        project.isThere()
            && !project.hasSums()
            && project.module() != null
            && project.module().requires().isEmpty();
    boolean vendored = project.isVendored() && !command.verb().equals("mod download");
    boolean outdated = project.isThere() && project.module() == null;
    return !none
        && !vendored
        && !outdated
        && (command.verb().equals("mod download")
            || (command.compiles() && !command.installsTool()));
  }

  private static @Nullable GoCommand first(Subject subject, Run run) {
    for (GoCommand command : GoCommand.all(subject)) {
      if (command.step().run().equals(run)) {
        return command;
      }
    }
    return null;
  }

  static boolean isModuleFiles(Copy copy) {
    for (Template source : copy.sources()) {
      if (source.text().contains("go.mod")
          || source.text().contains("go.*")
          || source.text().contains("go.work")) {
        return true;
      }
    }
    return false;
  }

  static boolean isEverything(Copy copy) {
    for (Template source : copy.sources()) {
      String path = CleanPath.of(source.text());
      if (path.equals(".") || path.equals("/") || path.equals("*") || path.equals("/*")) {
        return true;
      }
    }
    return false;
  }

  /// A download that stands by itself moves up; else one is added.
  private static @Nullable Fix fix(Subject subject, Copy everything, GoCommand command) {
    GoProject project = GoProject.of(subject);
    if (project.module() == null
        || project.isWorkspace()
        || !project.module().replacements().isEmpty()
        || everything.destination().text().startsWith("$")) {
      return null;
    }
    Writing writing = Writing.of(subject);
    String destination = everything.destination().text();
    String files = project.hasSums() ? "go.mod go.sum " : "go.mod ";
    String lines = "COPY " + files + (destination.endsWith("/") ? destination : destination + "/");
    String run = "RUN " + keys(subject, command) + "go mod download";
    var edits = new ArrayList<Edit>();
    if (command.verb().equals("mod download") && command.step().commands().size() == 1) {
      run = TextEdits.covered(subject.source(), command.step().run().span());
      edits.add(writing.delete(command.step().run()));
    }
    edits.add(writing.before(everything, lines + "\n" + run));
    return Fix.of("download the modules before the sources are copied", edits);
  }

  /// What the step that fetched them until now was given for private ones.
  private static String keys(Subject subject, GoCommand command) {
    var flags = new StringBuilder();
    for (RunMount mount : command.step().mounts()) {
      if (mount instanceof SshMount || mount instanceof SecretMount) {
        flags.append(TextEdits.covered(subject.source(), mount.span())).append(' ');
      }
    }
    return flags.toString();
  }
}
