package dev.slipway.lint.rules;

import dev.slipway.dockerfile.HealthCheck;
import dev.slipway.lint.go.GoProject;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.RunStep;
import dev.slipway.lint.stage.StageView;
import java.util.Set;

/// Whether a stage's image is there for the program alone.
final class SelfContained {
  private static final Set<String> BUILD_TOOLS =
      Set.of(
          "git",
          "gcc",
          "g++",
          "make",
          "build-essential",
          "build-base",
          "musl-dev",
          "libc6-dev",
          "libc-dev",
          "pkg-config",
          "ca-certificates",
          "openssh-client",
          "upx",
          "upx-ucl");

  private SelfContained() {}

  /// Nothing but the program runs in the container, as far as the file and the sources show.
  static boolean is(StageView stage, GoProject project) {
    if (project.startsPrograms() || !project.isThere() || stage.last(HealthCheck.class) != null) {
      return false;
    }
    for (RunStep run : stage.runs()) {
      for (ShellCommand command : run.commands()) {
        if (!PackageTool.installs(command)) {
          continue;
        }
        for (ShellWord word : PackageTool.packages(command)) {
          if (!BUILD_TOOLS.contains(word.text())) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
