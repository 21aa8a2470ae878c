package dev.slipway.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A system call that failed.
public final class LinuxException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int errno;

  /// @param subject the file or thing that it was about; may be empty
  public LinuxException(String call, int errno, String subject) {
    super((subject.isEmpty() ? "" : subject + ": ") + Errno.message(errno) + " [" + call + "]");
    this.call = call;
    this.errno = errno;
  }

  LinuxException(String call, int errno, byte[] subject) {
    this(call, errno, new String(subject, StandardCharsets.UTF_8));
  }

  /// The error number, one of [Errno]'s.
  public int errno() {
    return errno;
  }

  /// The name of the system call.
  public String call() {
    return call;
  }
}
