package dev.slipway.linux;

import java.util.BitSet;
import java.util.List;

/// Waits until descriptors have something to read, or have ended.
public final class Readiness {
  private static final short POLLIN = 1;
  private static final int ENTRY_BYTES = 8;
  private static final long FOREVER = -1;

  private Readiness() {}

  /// Waits for any of `things`.
  ///
  /// @param timeoutMillis negative: without end
  /// @return the indexes of those that a read would not block on; empty after the timeout or a
  ///   signal
  public static BitSet await(List<? extends Pollable> things, long timeoutMillis)
      throws LinuxException {
    Scratch scratch = Scratch.begin();
    NativeMemory entries = scratch.allocate(ENTRY_BYTES * things.size());
    for (int i = 0; i < things.size(); i++) {
      entries.setInt(ENTRY_BYTES * i, things.get(i).fd());
      entries.setShort(ENTRY_BYTES * i + 4, POLLIN);
    }
    long result =
        SystemCall.once(
            CallNumber.PPOLL,
            entries.address(),
            things.size(),
            timeoutMillis < 0 ? 0 : timeout(scratch, timeoutMillis),
            0,
            0,
            0);
    BitSet ready = new BitSet();
    if (result == -Errno.EINTR) {
      return ready;
    }
    SystemCall.check(result, "ppoll", "");
    for (int i = 0; i < things.size(); i++) {
      if (entries.getShort(ENTRY_BYTES * i + 6) != 0) {
        ready.set(i);
      }
    }
    return ready;
  }

  /// Whether `thing` is ready within the time.
  static boolean await(Pollable thing, long timeoutMillis) throws LinuxException {
    long end = System.nanoTime() + timeoutMillis * 1_000_000;
    while (true) {
      long left = timeoutMillis < 0 ? FOREVER : Math.max(0, (end - System.nanoTime()) / 1_000_000);
      if (!await(List.of(thing), left).isEmpty()) {
        return true;
      }
      if (left == 0) {
        return false;
      }
    }
  }

  private static long timeout(Scratch scratch, long millis) {
    NativeMemory time = scratch.allocate(16);
    time.setLong(0, millis / 1000);
    time.setLong(8, millis % 1000 * 1_000_000);
    return time.address();
  }
}
