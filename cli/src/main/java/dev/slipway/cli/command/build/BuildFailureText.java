package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.render.SafeText;

/// A failed build as its user is told of it.
public final class BuildFailureText {
  private BuildFailureText() {}

  public static void print(Console console, BuildException failure) {
    console.err().print(SafeText.ofLines(failure.detail()));
    UserErrors.print(
        console, "ERROR: failed to build: failed to solve: " + failure.getMessage(), null);
  }
}
