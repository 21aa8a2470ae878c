package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Command;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;
import java.util.List;

/// A variable in exec form.
public final class ExecFormVariable implements Rule {
  private static final Description ABOUT =
      new Description(
          "ExecFormVariable",
          Kind.CORRECTNESS,
          Level.WARNING,
          "A variable in exec form",
          "No shell reads it, so it stays $NAME");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (Step step : Stages.of(subject).steps()) {
      if (ShippedStart.command(step.instruction()) instanceof Command.Exec(List<String> words)
          && (words.isEmpty() || !words.getFirst().endsWith("sh"))) {
        for (String word : words) {
          if ((word.startsWith("$") && word.length() > 1) || word.contains("${")) {
            findings.add(
                step.instruction(),
                "no shell fills in " + word + " here",
                "write the value, let the program read the environment, or use the shell form with exec");
            break;
          }
        }
      }
    }
  }
}
