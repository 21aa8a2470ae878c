package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;

/// -X sets a variable that the program does not have.
public final class UnknownLinkVariable implements Rule {
  private static final Description ABOUT =
      new Description(
          "UnknownLinkVariable",
          Kind.CORRECTNESS,
          Level.WARNING,
          "-X sets a variable that the program does not have",
          "The linker says nothing, and the version stays empty");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    GoProject project = GoProject.of(subject);
    if (project.mains().size() != 1 || project.mainVariables().size() > 200) {
      return;
    }
    for (GoCommand command : GoCommand.all(subject)) {
      GoCommand.Flag flags = command.flag("ldflags");
      if (flags == null) {
        continue;
      }
      for (String name : GoFlags.linkVariables(flags.value())) {
        if (name.startsWith("main.")
            && !project.mainVariables().contains(name.substring("main.".length()))) {
          findings.add(
              command.step().span(flags.first()),
              "package main has no variable " + name.substring("main.".length()),
              "declare it: var " + name.substring("main.".length()) + " string");
        }
      }
    }
  }
}
