package dev.slipway.runtime.isolation;

import java.io.IOException;
import java.io.OutputStream;

/// A process that an [Isolation] started. Any thread may follow and close it, and one outside its
/// namespaces should: what the sinks do must not happen in there.
public interface IsolatedProcess extends AutoCloseable {
  /// Passes on what the process prints until its end.
  ///
  /// @return its exit code; 1 or 255 if its program could not be run, 128 and the number of the
  ///   signal that ended it
  /// @throws dev.slipway.runtime.ContainerException the container could not be made
  /// @throws InterruptedException the process was killed because the thread was interrupted
  int await(OutputStream stdout, OutputStream stderr) throws IOException, InterruptedException;

  /// Ends the process with all that it started.
  @Override
  void close() throws IOException;
}
