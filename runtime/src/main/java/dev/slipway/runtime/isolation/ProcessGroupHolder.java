package dev.slipway.runtime.isolation;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.linux.Pollable;
import dev.slipway.runtime.HostCapabilities;
import java.nio.file.Path;
import java.util.List;

/// A process namespace whose first process waits for the end of a pipe that this JVM holds, and
/// does nothing else.
///
/// When the JVM ends in any way, killed too, the pipe ends, so does that process, and the kernel
/// kills all others in the namespace: nothing can outlive a build, at no moment of it.
final class ProcessGroupHolder implements AutoCloseable {
  private final ChildProcess first;
  private final OpenFile lifeline;

  private ProcessGroupHolder(ChildProcess first, OpenFile lifeline) {
    this.first = first;
    this.lifeline = lifeline;
  }

  /// Makes the namespace; until [Namespaces#leaveUnsharedPids] all processes that this thread
  /// starts are in it.
  static ProcessGroupHolder open() throws LinuxException {
    Path waiter = HostCapabilities.require("cat", "coreutils", "it ends what a killed build left");
    Path nothing = Path.of("/dev/null");
    Pipe pipe = Pipe.open();
    try (OpenFile output = OpenFile.readWrite(nothing);
        OpenFile input = pipe.readEnd()) {
      List<Pollable> descriptors = List.of(input, output, output);
      Namespaces.unsharePids();
      return new ProcessGroupHolder(
          ChildProcess.spawn(waiter, List.of("cat"), List.of(), descriptors), pipe.writeEnd());
    } catch (LinuxException failure) {
      pipe.close();
      throw failure;
    }
  }

  /// Kills everything in the namespace.
  void kill() throws LinuxException {
    first.kill();
  }

  /// Ends the namespace; whatever else was started in it must have been waited for.
  @Override
  public void close() throws LinuxException {
    lifeline.close();
    first.kill();
    first.waitFor();
    first.close();
  }
}
