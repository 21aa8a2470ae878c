package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Add;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.dockerfile.Run;
import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.stage.StageView;
import dev.slipway.lint.stage.Stages;
import dev.slipway.lint.stage.Step;

/// A shell is needed where the image has none.
public final class NoShell implements Rule {
  private static final Description ABOUT =
      new Description(
          "NoShell",
          Kind.CORRECTNESS,
          Level.ERROR,
          "A shell is needed where the image has none",
          "scratch is empty: there is no /bin/sh to run a line");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (StageView stage : Stages.of(subject).all()) {
      if (!stage.bottom().isScratch() || bringsFiles(stage)) {
        continue;
      }
      for (Step step : stage.steps()) {
        boolean shell =
            (step.instruction() instanceof Run run && run.command() instanceof Command.Shell)
                || ShippedStart.command(step.instruction()) instanceof Command.Shell
                || (step.instruction() instanceof HealthCheck check
                    && check.command() instanceof Command.Shell);
        if (shell) {
          findings.add(
              step.instruction(),
              "this line needs /bin/sh, and an image from scratch has none",
              "write it in exec form: [\"/PROGRAM\", \"ARGUMENT\"]");
        }
      }
    }
  }

  /// A root file system, or a busybox, may bring a shell.
  private static boolean bringsFiles(StageView stage) {
    for (StageView each : stage.chain()) {
      for (Step step : each.steps()) {
        boolean brings =
            step.instruction() instanceof Add
                || (step.instruction() instanceof Copy copy
                    && (copy.source().contains("busybox")
                        || copy.source().contains("/bin/sh")
                        || copy.source().endsWith(" / /")
                        || copy.source().contains("rootfs")
                        || copy.source().contains(" /bin")));
        if (brings) {
          return true;
        }
      }
    }
    return false;
  }
}
