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

/// Files that everyone may write.
public final class WorldWritable implements Rule {
  private static final Description ABOUT =
      new Description(
          "WorldWritable",
          Kind.SECURITY,
          Level.WARNING,
          "Files that everyone may write",
          "A program that was broken into may change what others run");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      if (!Stages.of(subject).isShipped(step.step().stage())) {
        continue; // It is thrown away.
      }
      for (ShellCommand command : step.commands()) {
        for (ShellWord word : command.is("chmod") ? command.operands() : List.<ShellWord>of()) {
          if (word.text().equals("777")
              || word.text().equals("0777")
              || word.text().equals("a+rwx")
              || word.text().equals("a=rwx")) {
            findings.add(
                step.span(word),
                "everyone may write these files",
                "give them to one user: COPY --chown, or chown and chmod 755");
          }
        }
      }
    }
  }
}
