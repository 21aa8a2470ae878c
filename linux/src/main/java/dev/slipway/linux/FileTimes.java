package dev.slipway.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The `struct timespec[2]` of `utimensat(2)`.
final class FileTimes {
  private FileTimes() {}

  static long pair(Scratch scratch, long seconds, int nanos) {
    MemorySegment times = scratch.allocate(32);
    times.set(ValueLayout.JAVA_LONG, 0, seconds);
    times.set(ValueLayout.JAVA_LONG, 8, nanos);
    times.set(ValueLayout.JAVA_LONG, 16, seconds);
    times.set(ValueLayout.JAVA_LONG, 24, nanos);
    return times.address();
  }
}
