package dev.slipway.runtime.run;

import dev.slipway.linux.FileStatus;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.isolation.Capabilities;
import dev.slipway.runtime.isolation.IsolationSpec;
import dev.slipway.runtime.isolation.NetworkChoice;
import dev.slipway.runtime.isolation.OciConfig;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Begins what the first container of a process waits for, while the command line and the image are
/// still being read: binding the system calls, compiling the system call filter, finding the
/// adapters of the runtime's document. Together that is half of what starting one takes.
public final class HeadStart {
  private HeadStart() {}

  public static void begin() {
    DedicatedThread.abandon("head start: system calls", () -> attempt(HeadStart::bindSystemCalls));
    DedicatedThread.abandon("head start: document", () -> attempt(HeadStart::writeDocument));
  }

  /// A piece of work whose result is not wanted.
  private interface Work {
    void run() throws IOException;
  }

  private static void attempt(Work work) {
    try {
      work.run();
    } catch (IOException | RuntimeException failed) {
      // Whoever needs it in earnest meets the same, and says so.
    }
  }

  private static void bindSystemCalls() throws IOException {
    FileStatus.of(Path.of("/"));
  }

  private static void writeDocument() throws IOException {
    var process = new ProcessSpec(List.of("/"), List.of(), "/", ProcessUser.ROOT, false);
    OciConfig.write(
        new IsolationSpec(
            Path.of("/"),
            false,
            process,
            List.of(),
            new NetworkChoice.None(),
            "",
            Capabilities.DEFAULT,
            false),
        null);
  }
}
