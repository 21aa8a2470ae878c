package dev.slipway.builder.check;

import dev.slipway.builder.lower.StageScope;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;
import dev.slipway.dockerfile.check.WrittenKeyword;

/// A `CMD` or `ENTRYPOINT` that a shell runs: the shell gets the signals. Who writes `SHELL` means
/// it.
public final class JSONArgsRecommended {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "JSONArgsRecommended",
          "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to"
              + " OS signals",
          "json-args-recommended");

  private JSONArgsRecommended() {}

  static void check(Instruction instruction, Command command, StageScope scope, Findings findings) {
    if (command instanceof Command.Shell && !scope.hasShell()) {
      findings.add(
          RULE,
          instruction,
          "JSON arguments recommended for "
              + WrittenKeyword.of(instruction)
              + " to prevent unintended behavior related to OS signals");
    }
  }
}
