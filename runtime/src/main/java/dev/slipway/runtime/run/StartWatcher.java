package dev.slipway.runtime.run;

import java.io.IOException;

/// Is told of a container's first process while it waits to become the container's program, so that
/// whoever wants to see all that the program does can be there before.
@FunctionalInterface
public interface StartWatcher {
  /// Watches nothing.
  StartWatcher NONE = _ -> {};

  /// @param pid as the host numbers it
  void created(long pid) throws IOException, InterruptedException;
}
