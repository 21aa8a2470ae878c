package dev.slipway.lint.rules;

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

/// Apt-get installs what its packages only recommend.
public final class RecommendedPackages implements Rule {
  private static final Description ABOUT =
      new Description(
          "RecommendedPackages",
          Kind.SIZE,
          Level.NOTE,
          "apt-get installs what its packages only recommend",
          "That is often more than the packages themselves");

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
        ShellWord verb = command.find("install");
        boolean small =
            command.has("--no-install-recommends")
                || command.has("APT::Install-Recommends=false")
                || command.has("APT::Install-Recommends=0");
        if (PackageTool.isApt(command) && PackageTool.installs(command) && verb != null && !small) {
          Fix fix =
              step.text() == null
                  ? null
                  : Fix.of(
                      "install only what is needed",
                      new Edit(step.span(verb), "install --no-install-recommends"));
          findings.add(
              step.span(verb),
              "recommended packages are installed too",
              "add --no-install-recommends",
              fix);
        }
      }
    }
  }
}
