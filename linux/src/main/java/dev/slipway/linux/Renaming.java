package dev.slipway.linux;

import java.nio.file.Path;

/// What `rename(2)` alone cannot do.
public final class Renaming {
  private static final int EXCHANGE = 2;

  private Renaming() {}

  /// Swaps what two names of one file system stand for, in one instant: nobody sees either missing.
  ///
  /// @throws LinuxException EINVAL: this file system cannot
  public static void exchange(Path one, Path other) throws LinuxException {
    Scratch scratch = Scratch.begin();
    long result =
        SystemCall.raw(
            CallNumber.RENAMEAT2,
            FileStatus.AT_FDCWD,
            scratch.path(one),
            FileStatus.AT_FDCWD,
            scratch.path(other),
            EXCHANGE);
    SystemCall.check(result, "rename", one);
  }
}
