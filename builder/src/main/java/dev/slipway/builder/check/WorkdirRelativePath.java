package dev.slipway.builder.check;

import dev.slipway.builder.lower.GoFormat;
import dev.slipway.builder.lower.StageScope;
import dev.slipway.dockerfile.Workdir;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;

/// A first `WORKDIR` that continues whatever the base image has.
public final class WorkdirRelativePath {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "WorkdirRelativePath",
          "Relative workdir without an absolute workdir declared within the build can have"
              + " unexpected results if the base image changes",
          "workdir-relative-path");

  private WorkdirRelativePath() {}

  /// @param before whether the stage, or one that it continues, has a `WORKDIR` already
  static void check(Workdir workdir, boolean before, StageScope scope, Findings findings) {
    if (before || workdir.path().text().startsWith("/")) {
      return;
    }
    String path = workdir.path().expand(scope.variables());
    if (!path.startsWith("/")) {
      findings.add(
          RULE,
          workdir,
          "Relative workdir "
              + GoFormat.quoted(path)
              + " can have unexpected results if the base image changes");
    }
  }
}
