package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Span;
import dev.slipway.lint.Description;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Fix;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A package manager's lists or downloads stay in the layer.
public final class PackageCacheLeft implements Rule {
  private static final Description ABOUT =
      new Description(
          "PackageCacheLeft",
          Kind.SIZE,
          Level.WARNING,
          "A package manager's lists or downloads stay in the layer",
          "They are of no use in the image, and a later step cannot take them out of this layer");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      Stages stages = Stages.of(subject);
      if (!stages.isShipped(step.step().stage())) {
        continue; // A stage that is thrown away may be as large as it likes.
      }
      for (ShellCommand command : step.commands()) {
        String remedy = left(step, command);
        if (!remedy.isEmpty()) {
          findings.add(
              step.span(command),
              command.name() + " leaves its lists or downloads in this layer",
              remedy,
              fix(step, command));
          break;
        }
      }
    }
  }

  private static String left(RunStep step, ShellCommand command) {
    if (PackageTool.isApt(command) && command.verb().equals("install")) {
      boolean kept =
          removes(step, "/var/lib/apt/lists")
              || step.hasCacheAt("/var/lib/apt/lists")
              || step.hasCacheAt("/var/lib/apt");
      return kept ? "" : "end the step with && rm -rf /var/lib/apt/lists/*";
    }
    if (command.is("apk") && command.verb().equals("add")) {
      boolean kept =
          command.has("--no-cache")
              || removes(step, "/var/cache/apk")
              || step.hasCacheAt("/var/cache/apk");
      return kept ? "" : "write apk add --no-cache";
    }
    if ((PackageTool.isYum(command) || command.is("zypper")) && PackageTool.installs(command)) {
      boolean kept =
          step.has(command.name(), "clean")
              || removes(step, "/var/cache")
              || step.hasCacheAt("/var/cache/" + command.name());
      return kept ? "" : "end the step with && " + command.name() + " clean all";
    }
    if ((command.is("pip") || command.is("pip3")) && command.verb().equals("install")) {
      boolean kept =
          command.has("--no-cache-dir")
              || !step.variable("PIP_NO_CACHE_DIR", command).isEmpty()
              || step.hasCacheAt("/root/.cache/pip");
      return kept ? "" : "write pip install --no-cache-dir";
    }
    if (command.is("yarn") && (command.verb().equals("install") || command.verb().equals("add"))) {
      boolean kept =
          step.has("yarn", "cache")
              || step.hasCacheAt("/usr/local/share/.cache/yarn")
              || step.hasCacheAt("/root/.yarn");
      return kept ? "" : "end the step with && yarn cache clean";
    }
    return "";
  }

  private static boolean removes(RunStep step, String directory) {
    for (ShellCommand command : step.commands()) {
      for (ShellWord word : command.is("rm") ? command.operands() : List.<ShellWord>of()) {
        if (word.text().startsWith(directory)) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable Fix fix(RunStep step, ShellCommand command) {
    if (step.text() == null) {
      return null;
    }
    String verb = command.is("apk") ? "add" : "install";
    String option =
        command.is("apk")
            ? " --no-cache"
            : command.is("pip") || command.is("pip3") ? " --no-cache-dir" : "";
    ShellWord word = command.find(verb);
    if (!option.isEmpty() && word != null) {
      return Fix.of("keep no downloads", new Edit(step.span(word), verb + option));
    }
    boolean last = step.commands().getLast().equals(command) && command.depth() == 0;
    if (PackageTool.isApt(command) && last) {
      Span end = step.span(command);
      return Fix.of(
          "remove apt's lists in the same step",
          new Edit(
              new Span(end.endLine(), end.endColumn(), end.endLine(), end.endColumn()),
              " && rm -rf /var/lib/apt/lists/*"));
    }
    return null;
  }
}
