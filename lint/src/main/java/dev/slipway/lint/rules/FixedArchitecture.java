package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;

/// The architecture is written down in the build.
public final class FixedArchitecture implements Rule {
  private static final Description ABOUT =
      new Description(
          "FixedArchitecture",
          Kind.CORRECTNESS,
          Level.NOTE,
          "The architecture is written down in the build",
          "On another machine, or for another platform, the image says one thing and its program is another");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (GoCommand command : GoCommand.all(subject)) {
      String architecture = command.variable("GOARCH");
      if (command.links()
          && !architecture.isEmpty()
          && !architecture.contains("$")
          && command.step().step().stage().stage().from().platform() == null) {
        findings.add(
            command.step().span(command.command()),
            "this always compiles for " + architecture + ", whatever the image is built for",
            "leave GOARCH out, or take it from ARG TARGETARCH");
      }
    }
  }
}
