package dev.slipway.runtime.network;

import dev.slipway.linux.Namespaces;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// Work inside a network namespace that a parked thread keeps.
final class NamespaceThread {
  private NamespaceThread() {}

  /// Gives the thread a new network namespace and returns that as a path, good while the thread
  /// lives.
  static Path enterNew(DedicatedThread thread) throws IOException, InterruptedException {
    return call(
        thread,
        () -> {
          Namespaces.unshareNetwork();
          Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
          return Path.of("/proc").resolve(self).resolve("ns/net");
        });
  }

  static <T> T call(DedicatedThread thread, Callable<T> work)
      throws IOException, InterruptedException {
    try {
      return thread.call(work);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException io -> throw io;
        case RuntimeException unchecked -> throw unchecked;
        case InterruptedException interrupted -> throw interrupted;
        case null, default -> throw new IOException(failed.getCause());
      }
    }
  }
}
