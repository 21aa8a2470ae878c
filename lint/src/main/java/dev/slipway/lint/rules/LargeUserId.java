package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;
import java.util.List;

/// Useradd with a large user ID.
public final class LargeUserId implements Rule {
  private static final Description ABOUT =
      new Description(
          "LargeUserId",
          Kind.SIZE,
          Level.WARNING,
          "useradd with a large user ID",
          "The log of last logins grows to that many records: a sparse file of gigabytes that a layer holds in full");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        List<ShellWord> words = command.is("useradd") ? command.arguments() : List.of();
        for (int i = 0; i + 1 < words.size(); i++) {
          String id = words.get(i + 1).text();
          boolean number = words.get(i).text().equals("-u") || words.get(i).text().equals("--uid");
          if (number
              && id.length() > 5
              && id.chars().allMatch(Character::isDigit)
              && !command.hasLetter('l')
              && !command.has("--no-log-init")) {
            findings.add(
                step.span(command),
                "the log of logins becomes as long as this number",
                "add --no-log-init");
          }
        }
      }
    }
  }
}
