package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Template;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A file of an earlier layer is deleted.
public final class RemovedLater implements Rule {
  private static final Description ABOUT =
      new Description(
          "RemovedLater",
          Kind.SIZE,
          Level.WARNING,
          "A file of an earlier layer is deleted",
          "It is still in the image: a layer only hides what is below it");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (StageView stage : Stages.of(subject).all()) {
      if (!Stages.of(subject).isShipped(stage)) {
        continue;
      }
      var made = new TreeSet<String>();
      for (Step step : stage.steps()) {
        for (RunStep run : stage.runs()) {
          if (run.run().equals(step.instruction())) {
            removals(run, made, findings);
          }
        }
        made.addAll(files(stage, step));
      }
    }
  }

  private static void removals(RunStep run, Set<String> made, Findings findings) {
    for (ShellCommand command : run.commands()) {
      for (ShellWord word : command.is("rm") ? command.operands() : List.<ShellWord>of()) {
        if (made.contains(run.step().scope().resolve(word.text()))) {
          findings.add(
              run.span(word),
              word.text() + " was put into an earlier layer, and stays in the image",
              "make and delete it in one RUN, mount it (RUN --mount=type=bind), or do it in another stage");
        }
      }
    }
  }

  /// What a step certainly makes, file by file.
  private static List<String> files(StageView stage, Step step) {
    var files = new ArrayList<String>();
    if (step.instruction() instanceof Copy copy) {
      String destination = step.scope().expand(copy.destination());
      for (Template source : copy.sources()) {
        String name = source.text().substring(source.text().lastIndexOf('/') + 1);
        files.add(
            step.scope()
                .resolve(
                    destination.endsWith("/") || destination.equals(".")
                        ? destination + "/" + name
                        : destination));
      }
    }
    for (RunStep run : stage.runs()) {
      if (!run.run().equals(step.instruction())) {
        continue;
      }
      for (ShellCommand command : run.commands()) {
        ShellWord output =
            after(command, command.is("curl") ? "-o" : command.is("wget") ? "-O" : "");
        if (output != null) {
          files.add(step.scope().resolve(output.text()));
        }
      }
      files.removeIf(path ->
          run.commands().stream()
              .anyMatch(command ->
                  command.is("rm")
                      && command.operands().stream()
                          .anyMatch(word -> step.scope().resolve(word.text()).equals(path))));
    }
    return files;
  }

  private static @Nullable ShellWord after(ShellCommand command, String option) {
    List<ShellWord> words = command.arguments();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).text().equals(option)) {
        return words.get(i + 1);
      }
    }
    return null;
  }
}
