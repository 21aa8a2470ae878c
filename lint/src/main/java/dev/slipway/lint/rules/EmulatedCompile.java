package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Template;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Step;

/// The compiler itself runs emulated for other architectures.
public final class EmulatedCompile implements Rule {
  private static final Description ABOUT =
      new Description(
          "EmulatedCompile",
          Kind.SPEED,
          Level.WARNING,
          "The compiler itself runs emulated for other architectures",
          "Go compiles for any architecture on this one; emulated it takes ten times as long");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (GoCommand command : GoCommand.all(subject)) {
      StageView stage = command.step().step().stage();
      From from = stage.stage().from();
      String platform = platform(stage);
      boolean target = platform.contains("TARGETPLATFORM");
      boolean told = declares(stage, "TARGETARCH") || declares(stage, "TARGETPLATFORM");
      if (command.links()
          && (target || (told && platform.isEmpty()))
          && !GoProject.of(subject).needsCgo()) {
        findings.add(
            from,
            "this stage runs on the target's architecture, and so does its compiler",
            "write FROM --platform=$BUILDPLATFORM, ARG TARGETOS TARGETARCH, and GOOS=$TARGETOS GOARCH=$TARGETARCH go build");
        return;
      }
    }
  }

  /// Of the stage, or of those that it continues.
  private static String platform(StageView stage) {
    for (StageView each : stage.chain()) {
      Template platform = each.stage().from().platform();
      if (platform != null) {
        return platform.text();
      }
    }
    return "";
  }

  private static boolean declares(StageView stage, String name) {
    for (Step step : stage.steps()) {
      if (step.instruction() instanceof Arg arg) {
        for (Arg.Definition definition : arg.definitions()) {
          if (definition.name().equals(name)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
