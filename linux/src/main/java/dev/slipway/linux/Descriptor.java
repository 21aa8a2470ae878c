package dev.slipway.linux;

import java.util.concurrent.atomic.AtomicInteger;

/// A file descriptor that is closed once: a number used after that could be another file's.
final class Descriptor implements AutoCloseable {
  private static final int CLOSED = -1;

  private final AtomicInteger number;

  Descriptor(int number) {
    this.number = new AtomicInteger(number);
  }

  int number() throws LinuxException {
    int fd = number.get();
    if (fd == CLOSED) {
      throw new LinuxException("close", Errno.EBADF, "closed descriptor");
    }
    return fd;
  }

  @Override
  public void close() {
    int fd = number.getAndSet(CLOSED);
    if (fd != CLOSED) {
      // Never repeated: after an interrupted close the descriptor is gone all the same.
      long _ = SystemCall.once(CallNumber.CLOSE, fd, 0, 0, 0, 0, 0);
    }
  }
}
