package dev.slipway.runtime;

/// How far a process is kept from the host.
public enum Confinement {
  /// Docker's default capabilities and system calls; parts of the kernel's file systems are hidden.
  SANDBOX,
  /// All powers that this process has, and the host's devices: `RUN --security=insecure`.
  NONE
}
