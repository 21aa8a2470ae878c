package dev.slipway.linux;

import java.lang.foreign.MemorySegment;

/// The `struct timespec[2]` of `utimensat(2)`.
final class FileTimes {
  private FileTimes() {}

  static long pair(Scratch scratch, long seconds, int nanos) {
    MemorySegment times = scratch.allocate(32);
    NativeWords.setLong(times, 0, seconds);
    NativeWords.setLong(times, 8, nanos);
    NativeWords.setLong(times, 16, seconds);
    NativeWords.setLong(times, 24, nanos);
    return times.address();
  }
}
