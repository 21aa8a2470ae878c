package dev.slipway.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The part of the control groups of version 2 that systemd leaves to an ordinary user: what is
/// below `user@1000.service`.
final class Delegation {
  private static final Path OWN_GROUP = Path.of("/proc/self/cgroup");
  private static final Path NUMBERS = Path.of("/proc/self/uid_map");
  private static final String UNIFIED = "0::/";

  private Delegation() {}

  /// Empty where there is none.
  static Optional<Path> of(Path mount) throws IOException {
    Path own = mount.resolve(unit(Files.readString(NUMBERS)));
    return Files.isWritable(own) && Files.isWritable(own.resolve(GroupFile.PROCESSES))
        ? Optional.of(own)
        : Optional.empty();
  }

  /// Whether processes of ours may go there: only from another place in it, since the kernel asks
  /// for the right to write to what both places have in common.
  static boolean isReachable() throws IOException {
    String unit = UNIFIED + unit(Files.readString(NUMBERS)) + "/";
    for (String line : Files.readAllLines(OWN_GROUP)) {
      if ((line + "/").startsWith(unit)) {
        return true;
      }
    }
    return false;
  }

  /// @param numbers `uid_map`: who is root here is the user outside
  static String unit(String numbers) {
    String user = numbers.strip().split("\\s+", 3)[1];
    return "user.slice/user-" + user + ".slice/user@" + user + ".service";
  }
}
