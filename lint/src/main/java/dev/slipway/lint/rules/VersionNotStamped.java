package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;

/// The program has a version variable that the build does not set.
public final class VersionNotStamped implements Rule {
  private static final Description ABOUT =
      new Description(
          "VersionNotStamped",
          Kind.CLARITY,
          Level.NOTE,
          "The program has a version variable that the build does not set",
          "Every image says the same version, whatever is in it");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    GoProject project = GoProject.of(subject);
    String variable =
        project.mainVariables().contains("Version")
            ? "Version"
            : project.mainVariables().contains("version") ? "version" : "";
    if (variable.isEmpty() || project.mains().size() != 1) {
      return;
    }
    for (GoCommand command : GoCommand.all(subject)) {
      if (command.links()
          && !command.value("ldflags").contains("-X")
          && !command.value("ldflags").contains("$")) {
        findings.add(
            command.step().span(command.command()),
            "main." + variable + " is never set",
            "add ARG VERSION=dev and -ldflags=\"-X main." + variable + "=${VERSION}\"");
        return;
      }
    }
  }
}
