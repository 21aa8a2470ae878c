package dev.slipway.runtime.run;

import dev.slipway.linux.MappedOwners;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The users of the host that a container with `--userns=auto` is: 65,535 that no account has, from
/// a range that follows from the container's ID.
final class UserRange {
  private static final long BEGIN = 1L << 30;
  private static final int RANGES = 1 << 13;
  private static final int BITS = 16;
  private static final int DIGITS = 4;

  private UserRange() {}

  /// The first of them; 0 for a container that has the host's own.
  static long first(ContainerRecord record) {
    if (!record.settings().text(Setting.USERNS).equals("auto")) {
      return 0;
    }
    long drawn = Integer.parseInt(record.id().substring(0, DIGITS), 16) % RANGES;
    return BEGIN + (drawn << BITS);
  }

  /// Null for a container that has the host's own.
  static @Nullable MappedOwners owners(ContainerRecord record) throws IOException {
    long first = first(record);
    return first == 0 ? null : MappedOwners.from(first);
  }
}
