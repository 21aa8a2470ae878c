package dev.slipway.runtime.isolation;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A container on the caller's own standard streams.
public final class AttachedProcess implements AutoCloseable {
  private final ProcessGroup group;

  AttachedProcess(ProcessGroup group) {
    this.group = group;
  }

  /// Tells its terminal that ours has another size. crun passes on the signal and not the size.
  public void resize(Terminal.Size size) throws IOException {
    Optional<Path> inner = group.innerInput();
    if (inner.isPresent()) {
      try (OpenFile slave = OpenFile.readWrite(inner.get())) {
        Optional<Terminal> terminal = Terminal.of(slave);
        if (terminal.isPresent()) {
          terminal.get().resize(size);
        }
      }
    }
  }

  /// Waits for its end.
  ///
  /// @return its exit code
  /// @throws InterruptedException it was killed because the thread was interrupted
  public int await() throws IOException, InterruptedException {
    try {
      return group.await();
    } catch (InterruptedException interrupted) {
      group.kill();
      throw interrupted;
    }
  }

  /// Ends the process with all that it started.
  @Override
  public void close() throws LinuxException {
    group.close();
  }
}
