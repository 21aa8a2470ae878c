package dev.slipway.runtime.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A bridge with its rules in force. What this process has just seen it does not ask for again: a
/// build's steps that begin side by side are connected one after the other. To be used under the
/// host's lock.
final class ReadyBridge {
  private static final long FRESH = Duration.ofSeconds(2).toNanos();

  private final String name;
  private final @Nullable UserNetwork network;
  private @Nullable Bridge bridge;
  private long seen;

  /// @param network null for the host's default one
  ReadyBridge(String name, @Nullable UserNetwork network) {
    this.name = name;
    this.network = network;
  }

  /// The bridge as it stands, or a new one.
  Bridge ensure(Links links) throws IOException, InterruptedException {
    Bridge known = bridge;
    if (known != null && System.nanoTime() - seen < FRESH && isThere(known)) {
      return known;
    }
    Bridge ready = Bridge.ensure(links, name, network);
    Firewall.of(ready, network).ensure();
    bridge = ready;
    seen = System.nanoTime();
    return ready;
  }

  /// One that was made anew has another number.
  private static boolean isThere(Bridge bridge) throws IOException {
    try {
      Path number = Path.of("/sys/class/net", bridge.name(), "ifindex");
      return Files.readString(number).strip().equals(Integer.toString(bridge.link().index()));
    } catch (NoSuchFileException gone) {
      return false;
    }
  }
}
