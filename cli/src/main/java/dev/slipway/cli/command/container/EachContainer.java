package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.engine.container.Containers;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import java.io.IOException;

/// Does one thing to every container that is named, as Docker does: what fails is said and the
/// others go on.
final class EachContainer {
  private EachContainer() {}

  /// What is done to one container.
  interface Action {
    /// @param word what the user called it
    void on(Containers containers, Container container, String word)
        throws IOException, InterruptedException;
  }

  /// Prints the name of each that it was done to.
  ///
  /// @return 1 if one failed
  static int run(Invocation invocation, Action action) throws IOException, InterruptedException {
    return runQuietly(
        invocation,
        (containers, container, word) -> {
          action.on(containers, container, word);
          invocation.console().out().println(word);
          invocation.console().out().flush();
        });
  }

  static int runQuietly(Invocation invocation, Action action)
      throws IOException, InterruptedException {
    Containers containers = invocation.slipway().containers();
    int code = 0;
    for (String word : invocation.arguments()) {
      try {
        action.on(containers, containers.find(word), word);
      } catch (ContainerException refused) {
        UserErrors.print(invocation.console(), refused.getMessage(), refused.hint());
        code = 1;
      }
    }
    return code;
  }
}
