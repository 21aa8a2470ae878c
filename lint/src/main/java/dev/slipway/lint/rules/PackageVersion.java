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

/// A package without a version.
public final class PackageVersion implements Rule {
  private static final Description ABOUT =
      new Description(
          "PackageVersion",
          Kind.CORRECTNESS,
          Level.OFF,
          "A package without a version",
          "The build brings another version tomorrow");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (RunStep step : Stages.of(subject).runs()) {
      for (ShellCommand command : step.commands()) {
        boolean pip =
            (command.is("pip") || command.is("pip3") || command.is("gem") || command.is("npm"))
                && command.verb().equals("install");
        if (!pip && !PackageTool.installs(command)) {
          continue;
        }
        for (ShellWord word : PackageTool.packages(command)) {
          String name = word.text();
          boolean pinned =
              name.contains("=")
                  || name.contains("@")
                  || name.contains("$")
                  || name.contains("/")
                  || name.contains("~")
                  || (name.contains("-") && PackageTool.isYum(command))
                  || name.contains(":");
          if (!pinned && word.literal() && !name.endsWith(".deb") && !name.equals(".")) {
            findings.add(
                step.span(word),
                name + " has no version",
                "name one: " + name + (command.is("npm") ? "@" : "=") + "VERSION");
          }
        }
      }
    }
  }
}
