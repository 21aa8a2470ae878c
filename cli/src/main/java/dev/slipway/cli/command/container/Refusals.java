package dev.slipway.cli.command.container;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;

/// Docker's exit code 125 belongs to `run` and `create` alone; the other commands fail with 1.
final class Refusals {
  private Refusals() {}

  /// A command's work.
  interface Work<E extends Exception> {
    int run() throws IOException, E;
  }

  static <E extends Exception> int asFailure(Console console, Work<E> work) throws IOException, E {
    try {
      return work.run();
    } catch (ContainerException refused) {
      UserErrors.print(console, refused.getMessage(), refused.hint());
      return refused.exitCode() == ContainerException.NOT_STARTED ? 1 : refused.exitCode();
    }
  }
}
