package dev.slipway.runtime.network;

import dev.slipway.linux.Namespaces;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A network namespace that a parked thread keeps.
final class NamespaceThread {
  private NamespaceThread() {}

  /// Gives the thread a new network namespace and returns that as a path, good while the thread
  /// lives.
  static Path enterNew(DedicatedThread thread) throws IOException, InterruptedException {
    return thread.call(() -> {
      Namespaces.unshareNetwork();
      Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
      return Path.of("/proc").resolve(self).resolve("ns/net");
    });
  }
}
