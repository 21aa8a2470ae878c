package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What went over a container's network so far, in bytes.
public record NetworkTraffic(long received, long sent) {
  private static final int SENT = 8;

  /// Nothing for a container that does not run.
  public static NetworkTraffic of(Container container) throws IOException {
    if (!(container.state() instanceof ContainerState.Running running)) {
      return new NetworkTraffic(0, 0);
    }
    try {
      return parse(Files.readString(Path.of("/proc/" + running.pid() + "/net/dev")));
    } catch (NoSuchFileException ended) {
      return new NetworkTraffic(0, 0);
    }
  }

  /// Loopback does not count.
  static NetworkTraffic parse(String table) {
    long received = 0;
    long sent = 0;
    for (String line : table.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.substring(0, colon).strip().equals("lo")) {
        String[] numbers = line.substring(colon + 1).strip().split(" +", -1);
        received += Long.parseLong(numbers[0]);
        sent += Long.parseLong(numbers[SENT]);
      }
    }
    return new NetworkTraffic(received, sent);
  }
}
