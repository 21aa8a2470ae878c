package dev.slipway.linux;

import java.time.Duration;

/// A process that cannot be confused with a later one of the same number.
public final class PidFd implements Pollable, AutoCloseable {
  private static final int P_PIDFD = 3;
  private static final int WEXITED = 4;
  private static final int CLD_EXITED = 1;
  private static final int SIGNALLED = 128;

  private final Descriptor descriptor;
  private final long pid;

  private PidFd(int fd, long pid) {
    this.descriptor = new Descriptor(fd);
    this.pid = pid;
  }

  /// @throws LinuxException ESRCH: no such process (it may be gone by now)
  public static PidFd open(long pid) throws LinuxException {
    long fd = SystemCall.raw(CallNumber.PIDFD_OPEN, pid, 0);
    return new PidFd((int) SystemCall.check(fd, "pidfd_open", pid), pid);
  }

  public long pid() {
    return pid;
  }

  /// Sends a signal; 0 only asks.
  ///
  /// @return false: the process has ended
  public boolean signal(int signal) throws LinuxException {
    long result = SystemCall.raw(CallNumber.PIDFD_SEND_SIGNAL, fd(), signal, 0, 0);
    if (result == -Errno.ESRCH) {
      return false;
    }
    SystemCall.check(result, "pidfd_send_signal", pid);
    return true;
  }

  /// Waits until the process has ended (a zombie counts), of whoever's child it is.
  ///
  /// @return whether it has ended
  public boolean waitExit(Duration timeout) throws LinuxException {
    return Readiness.await(this, timeout.toMillis());
  }

  /// Waits for a child of this process and takes its end from the kernel.
  ///
  /// @return the exit code, or 128 and the number of the signal that killed it
  public int reap() throws LinuxException {
    NativeMemory information = Scratch.begin().allocate(128);
    long result =
        SystemCall.raw(CallNumber.WAITID, P_PIDFD, fd(), information.address(), WEXITED, 0);
    SystemCall.check(result, "waitid", pid);
    int status = information.getInt(24);
    return information.getInt(8) == CLD_EXITED ? status : SIGNALLED + status;
  }

  @Override
  public int fd() throws LinuxException {
    return descriptor.number();
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
