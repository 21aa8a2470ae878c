package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.Joint;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;
import java.util.List;

/// The failure of a pipeline's first command goes unseen.
public final class PipeFailure implements Rule {
  private static final Description ABOUT =
      new Description(
          "PipeFailure",
          Kind.CORRECTNESS,
          Level.NOTE,
          "The failure of a pipeline's first command goes unseen",
          "A shell looks at the last command only: a failed download makes an empty file, and the build goes on");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      List<ShellCommand> commands = step.commands();
      if (step.step().scope().shell().contains("pipefail")
          || commands.stream().anyMatch(command -> command.is("set") && command.has("pipefail"))) {
        continue;
      }
      for (int i = 1; i < commands.size(); i++) {
        ShellCommand first = commands.get(i - 1);
        boolean downloads =
            first.is("curl")
                || first.is("wget")
                || first.is("cat")
                || first.is("tar")
                || first.is("gpg");
        if (commands.get(i).joint() == Joint.PIPE
            && downloads
            && first.depth() == commands.get(i).depth()) {
          findings.add(
              step.span(first),
              "if " + first.name() + " fails here, nobody notices",
              "write SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] above it, or use a file between the two");
          break;
        }
      }
    }
  }
}
