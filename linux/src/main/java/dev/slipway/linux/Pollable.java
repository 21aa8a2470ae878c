package dev.slipway.linux;

/// Something with a descriptor that [Readiness] can wait for.
public sealed interface Pollable permits OpenFile, PidFd, SeqpacketSocket, StandardStream {
  /// The number of the descriptor, for system calls of this package.
  int fd() throws LinuxException;
}
