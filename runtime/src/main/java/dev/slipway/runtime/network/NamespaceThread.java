package dev.slipway.runtime.network;

import dev.slipway.linux.Namespaces;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A network namespace that a parked thread keeps.
final class NamespaceThread {
  private static final Path SETTINGS = Path.of("/proc/sys/net/ipv4");

  private NamespaceThread() {}

  /// Ports below 1024 and echo requests are for every user inside, as in Docker: a service needs no
  /// root for port 80.
  private static void openToEverybody() {
    try {
      Files.writeString(SETTINGS.resolve("ip_unprivileged_port_start"), "0");
      Files.writeString(SETTINGS.resolve("ping_group_range"), "0 2147483647");
    } catch (IOException notHere) {
      // Kernels before 4.11 have no such setting, and some hosts let nobody change any.
    }
  }

  /// Gives the thread a new network namespace and returns that as a path, good while the thread
  /// lives.
  static Path enterNew(DedicatedThread thread) throws IOException, InterruptedException {
    return thread.call(() -> {
      Namespaces.unshareNetwork();
      openToEverybody();
      Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
      return Path.of("/proc").resolve(self).resolve("ns/net");
    });
  }
}
