package dev.slipway.runtime.isolation;

import java.io.IOException;
import java.nio.file.Path;

/// Runs a process apart from the host.
public interface Isolation {
  /// Starts the process from the calling platform thread, which has a mount namespace of its own.
  /// When this program is killed, so is the isolated one.
  ///
  /// @param bundle an empty directory for the runtime's own files
  /// @throws dev.slipway.runtime.ContainerException the container could not be made
  IsolatedProcess start(Path bundle, IsolationSpec spec) throws IOException, InterruptedException;

  /// Starts it, in the same way, on this program's own standard input, output and error.
  AttachedProcess attach(Path bundle, IsolationSpec spec) throws IOException, InterruptedException;
}
