package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.shell.ShellWord;
import java.util.List;

/// A Go tool is installed in whatever version is newest.
public final class UnpinnedGoTool implements Rule {
  private static final Description ABOUT =
      new Description(
          "UnpinnedGoTool",
          Kind.CORRECTNESS,
          Level.WARNING,
          "A Go tool is installed in whatever version is newest",
          "The build changes by itself, and one day it fails");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (GoCommand command : GoCommand.all(subject)) {
      for (ShellWord each : command.installsTool() ? command.packages() : List.<ShellWord>of()) {
        boolean pinned =
            each.text().contains("@")
                && !each.text().endsWith("@latest")
                && !each.text().endsWith("@master")
                && !each.text().endsWith("@main");
        if (!pinned && !each.text().contains("$")) {
          findings.add(
              command.step().span(each),
              each.text() + " has no version",
              "name one: go install " + bare(each.text()) + "@v1.2.3");
        }
      }
    }
  }

  private static String bare(String text) {
    int at = text.indexOf('@');
    return at < 0 ? text : text.substring(0, at);
  }
}
