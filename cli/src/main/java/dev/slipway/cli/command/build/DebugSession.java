package dev.slipway.cli.command.build;

import dev.slipway.builder.failure.KeptFailure;
import dev.slipway.cli.Console;
import dev.slipway.cli.render.SafeText;
import dev.slipway.engine.Slipway;
import dev.slipway.tasks.Termination;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A shell where a step failed, on the user's terminal.
final class DebugSession {
  /// What every image with a shell has.
  static final String SHELL = "/bin/sh";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private DebugSession() {}

  /// @return the shell's exit code
  static int run(Slipway slipway, Console console, String ref, String shell)
      throws IOException, InterruptedException {
    try (Termination _ = Termination.interruptsThisThread(PATIENCE)) {
      return slipway
          .debugShells()
          .run(ref, List.of(shell), console.inIsTerminal(), failure -> tell(console, failure));
    }
  }

  private static void tell(Console console, KeptFailure failure) {
    console.err().println("Where " + SafeText.of(failure.title()) + " failed:");
    if (!failure.withheld().isEmpty()) {
      console.err().println("Not here: " + SafeText.of(String.join(", ", failure.withheld())));
    }
    console.flush();
  }
}
