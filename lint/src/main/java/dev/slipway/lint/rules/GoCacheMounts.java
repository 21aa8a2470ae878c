package dev.slipway.lint.rules;

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
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Writing;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// A step that compiles has not both of Go's caches mounted.
public final class GoCacheMounts implements Rule {
  private static final Description ABOUT =
      new Description(
          "GoCacheMounts",
          Kind.SPEED,
          Level.WARNING,
          "A step that compiles has not both of Go's caches mounted",
          "Without them every build downloads and compiles all packages again, whatever was edited");

  @Override
  public Description about() {
    return ABOUT;
  }

  private static final String BUILD_CACHE = "/root/.cache/go-build";

  @Override
  public void look(Subject subject, Findings findings) {
    RunStep told = null;
    for (GoCommand command : GoCommand.all(subject)) {
      RunStep step = command.step();
      boolean compiles = command.compiles() && !command.verb().equals("get");
      if (step.equals(told) || !compiles) {
        continue; // A download alone stays in its layer: a 'make' behind it needs it there.
      }
      String modules = modules(command);
      boolean vendored = GoProject.of(subject).isVendored() || hasNoModules(subject);
      String build = buildCache(command);
      boolean lacksModules = !vendored && !keepsModules(command);
      boolean lacksBuild = !step.hasCacheAt(build);
      if (lacksModules || lacksBuild) {
        told = step;
        String message =
            lacksModules && lacksBuild
                ? "neither of Go's caches is mounted where this compiles"
                : (lacksModules ? modules : build) + " is not mounted where this compiles";
        findings.add(
            step.span(command.command()),
            message,
            "RUN --mount=type=cache,target=" + modules + " --mount=type=cache,target=" + build,
            fix(subject, step, lacksModules ? modules : "", lacksBuild ? build : ""));
      }
    }
  }

  /// Whether what it downloads outlives the build: all of it, or the archives.
  static boolean keepsModules(GoCommand command) {
    return command.step().hasCacheAt(modules(command) + "/cache");
  }

  /// Go's image sets `GOPATH`; elsewhere it stands in the home directory.
  private static String modules(GoCommand command) {
    String cache = command.variable("GOMODCACHE");
    String path = command.variable("GOPATH");
    return !cache.isEmpty() ? cache : (path.isEmpty() ? "/root/go" : path) + "/pkg/mod";
  }

  private static String buildCache(GoCommand command) {
    String cache = command.variable("GOCACHE");
    String home = command.variable("HOME");
    boolean root = command.step().step().scope().isRoot();
    return !cache.isEmpty()
        ? cache
        : !home.isEmpty()
            ? home + "/.cache/go-build"
            : root
                ? BUILD_CACHE
                : "/home/" + command.step().step().scope().user() + "/.cache/go-build";
  }

  private static boolean hasNoModules(Subject subject) {
    GoProject project = GoProject.of(subject);
    return (project.module() != null && project.module().requires().isEmpty());
  }

  private static @Nullable Fix fix(
      Subject subject, RunStep compiling, String modules, String build) {
    Writing writing = Writing.of(subject);
    if (!compiling.step().scope().isRoot() || compiling.text() == null) {
      return null;
    }
    var edits = new ArrayList<Edit>();
    edits.add(mounts(compiling, writing, modules, build));
    for (GoCommand command : GoCommand.all(subject)) {
      boolean same = command.step().step().stage() == compiling.step().stage();
      if (!modules.isEmpty()
          && same
          && command.verb().equals("mod download")
          && !command.step().equals(compiling)
          && !command.step().hasCacheAt(modules)
          && command.step().text() != null) {
        edits.add(mounts(command.step(), writing, modules, ""));
      }
    }
    return Fix.of("keep Go's caches between builds", edits);
  }

  private static Edit mounts(RunStep step, Writing writing, String modules, String build) {
    var flags = new StringBuilder();
    for (String target : new String[] {modules, build}) {
      if (!target.isEmpty()) {
        flags.append("--mount=type=cache,target=").append(target).append(writing.continued());
      }
    }
    return new Edit(step.beginning(), flags.toString());
  }
}
