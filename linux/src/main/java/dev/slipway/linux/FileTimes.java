package dev.slipway.linux;

/// The `struct timespec[2]` of `utimensat(2)`.
final class FileTimes {
  private FileTimes() {}

  static long pair(Scratch scratch, long seconds, int nanos) {
    NativeMemory times = scratch.allocate(32);
    times.setLong(0, seconds);
    times.setLong(8, nanos);
    times.setLong(16, seconds);
    times.setLong(24, nanos);
    return times.address();
  }
}
