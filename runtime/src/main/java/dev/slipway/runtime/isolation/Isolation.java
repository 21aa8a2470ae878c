package dev.slipway.runtime.isolation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Runs a process apart from the host.
public interface Isolation {
  /// Runs the process to its end, on the calling platform thread, which has a mount namespace of
  /// its own. When this process is killed, so is the isolated one.
  ///
  /// @param bundle an empty directory for the runtime's own files
  /// @return the exit code of the process; 126 or 127 if its program could not be run, 128 and the
  ///   number of the signal that ended it
  /// @throws dev.slipway.runtime.ContainerException the container could not be made
  /// @throws InterruptedException the process was killed because the thread was interrupted
  int run(Path bundle, IsolationSpec spec, OutputStream stdout, OutputStream stderr)
      throws IOException, InterruptedException;
}
