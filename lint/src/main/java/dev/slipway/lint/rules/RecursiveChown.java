package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Copy;
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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Chown or chmod of files that an earlier step copied.
public final class RecursiveChown implements Rule {
  private static final Description ABOUT =
      new Description(
          "RecursiveChown",
          Kind.SIZE,
          Level.WARNING,
          "chown or chmod of files that an earlier step copied",
          "A layer holds whole files: changing the owner copies every one of them again");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (StageView stage : Stages.of(subject).all()) {
      var copied = new TreeSet<String>();
      for (Step step : stage.steps()) {
        if (step.instruction() instanceof Copy copy) {
          copied.add(step.scope().resolve(step.scope().expand(copy.destination())));
        }
        for (RunStep run : stage.runs()) {
          if (run.run().equals(step.instruction()) && Stages.of(subject).isShipped(stage)) {
            changes(run, copied, findings);
          }
        }
      }
    }
  }

  private static void changes(RunStep run, Set<String> copied, Findings findings) {
    for (ShellCommand command : run.commands()) {
      boolean recursive =
          (command.is("chown") || command.is("chmod"))
              && (command.hasLetter('R') || command.has("--recursive"));
      for (ShellWord word : recursive ? command.operands() : List.<ShellWord>of()) {
        String path = run.step().scope().resolve(word.text());
        if ((word.text().startsWith("/") || word.text().startsWith(".")) && copied.contains(path)) {
          findings.add(
              run.span(command),
              "every file of " + path + " is in the image twice",
              "give them their owner or mode when they are copied: COPY --"
                  + command.name()
                  + "=...");
          return;
        }
      }
    }
  }
}
