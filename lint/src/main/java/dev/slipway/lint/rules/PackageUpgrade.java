package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.Stages;

/// All packages of the base are upgraded.
public final class PackageUpgrade implements Rule {
  private static final Description ABOUT =
      new Description(
          "PackageUpgrade",
          Kind.CLARITY,
          Level.NOTE,
          "All packages of the base are upgraded",
          "What the image holds then depends on the day of the build; a newer base brings the same and can be pinned");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        String verb = command.verb();
        boolean apt =
            PackageTool.isApt(command)
                && (verb.equals("upgrade")
                    || verb.equals("dist-upgrade")
                    || verb.equals("full-upgrade"));
        boolean apk =
            command.is("apk") && verb.equals("upgrade") && PackageTool.packages(command).isEmpty();
        boolean yum =
            PackageTool.isYum(command)
                && (verb.equals("update") || verb.equals("upgrade"))
                && PackageTool.packages(command).isEmpty();
        boolean zypper =
            command.is("zypper")
                && (verb.equals("update")
                    || verb.equals("dist-upgrade")
                    || verb.equals("dup")
                    || verb.equals("up"));
        if (apt || apk || yum || zypper) {
          findings.add(
              step.span(command),
              "this upgrades whatever the base brings",
              "pin a newer base, and install what you need by name");
        }
      }
    }
  }
}
